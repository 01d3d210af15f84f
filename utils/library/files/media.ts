/** What the first bytes say; servers often don't know. */
const SIGNATURES: readonly (readonly [string, number, string])[] = [
  ['89504e470d0a1a0a', 0, 'image/png'],
  ['ffd8ff', 0, 'image/jpeg'],
  ['474946383', 0, 'image/gif'],
  ['57454250', 8, 'image/webp'],
  ['255044462d', 0, 'application/pdf'],
];

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Says nothing. */
const UNKNOWN = new Set(['application/octet-stream', 'binary/octet-stream']);

/** Media type of a file: its own first bytes before anybody's word; null when nobody knows. */
export function mediaTypeOf(bytes: Uint8Array, ...told: readonly (string | null)[]): string | null {
  const start = hex(bytes);
  const known = SIGNATURES.find(([signature, offset]) => start.startsWith(signature, offset * 2));
  return known?.[2] ?? told.find((one) => one !== null && !UNKNOWN.has(one)) ?? null;
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
};

const HAS_EXTENSION = /\.\w{1,8}$/;

/** A picture from inside of a result has no name of its own; a stand-in is told from the original by its name too. */
export function nameFor(name: string, mediaType: string | null, isStandIn: boolean): string {
  const extension = EXTENSIONS[mediaType ?? ''];
  if (isStandIn) return `${name.replace(HAS_EXTENSION, '')}.preview${extension ? `.${extension}` : ''}`;
  return HAS_EXTENSION.test(name) || !extension ? name : `${name}.${extension}`;
}
