/**
 * Bytes that belong to messages. Seen: `contents` gives the original of an image and 404 for an uploaded blob; previews are
 * transcoded; a sandbox serves every byte of its files, as `application/octet-stream`. Captures of 2026-05 to 2026-07.
 */
export interface StageFile {
  /** By the last part of its address: `contents`, `preview`, `thumbnail`, `document_pdf`, … One that isn't here answers 404. */
  variants: Record<string, { type: string; bytes: Buffer }>;
}

export interface SandboxFile {
  path: string;
  bytes: Buffer;
  /** What the list says of its size, when that isn't true. */
  announced?: number;
  /** Epoch ms; a later one says that the file was written again. */
  at?: number;
  /** As listed. Seen: uploads carry their own, what was made there is always `text/plain`. */
  type?: string;
}

/** The smallest picture that a browser shows: one pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const WEBP = Buffer.from('UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAgA0JaQAA3AA/vuUAAA=', 'base64');

/** An image: its original, and two transcoded ones. `original: false` as for those inside of tool results. */
export const imageFile = (original = true): StageFile => ({
  variants: {
    ...(original ? { contents: { type: 'image/png', bytes: PNG } } : {}),
    preview: { type: 'image/webp', bytes: WEBP },
    thumbnail: { type: 'image/webp', bytes: WEBP },
  },
});
