import type { Intake, Origin } from '@/utils/library/import/import-intake-types';
import { type ItemLimits, type JsonItem, jsonItems } from '@/utils/library/import/items';
import { trouble, troubleOf } from '@/utils/library/import/trouble';

/** A chat of 40 MB is known; nobody has one of this size. */
export const LIMITS: ItemLimits = { maxBytes: 256_000_000, maxDepth: 1000, maxBrackets: 3_000_000 };

export type Pieces = AsyncIterable<Uint8Array<ArrayBuffer>>;

export interface ReadTools {
  readonly signal: AbortSignal;
  /** So many bytes more of the chosen file were dealt with. */
  readonly passed: (bytes: number) => void;
}

/** What is wrong with one piece is said, and the next one read. A full disk and a cancelled import end it all. */
export async function guarded(intake: Intake, origin: Origin, read: () => Promise<void>): Promise<void> {
  try {
    await read();
  } catch (error) {
    const what = troubleOf(error);
    if (!what) throw error;
    intake.report(what, origin);
  }
}

/** A list of chats or projects, or one of them. */
export async function readJson(
  pieces: Pieces,
  intake: Intake,
  origin: Origin,
  signal: AbortSignal,
): Promise<void> {
  for await (const item of jsonItems(pieces, LIMITS)) {
    signal.throwIfAborted();
    const place = {
      ...origin,
      where: item.number === null ? origin.where : `${origin.where}#${item.number}`,
    };
    const isOther = await takeItem(intake, place, item);
    if (isOther) throw trouble('no-chats'); // the others in the list are of the same kind
  }
}

/** True for a record of claude.ai's export that is no chat. */
async function takeItem(intake: Intake, place: Origin, item: JsonItem): Promise<boolean> {
  let isOther = false;
  await guarded(intake, place, async () => {
    if (item.trouble) throw trouble(item.trouble);
    isOther = (await intake.json(item.bytes, place)) === 'other';
  });
  return isOther;
}

export async function* counted(pieces: Pieces, passed: (bytes: number) => void): Pieces {
  for await (const piece of pieces) {
    try {
      yield piece;
    } finally {
      passed(piece.byteLength); // the last one too, after which nobody asks for more
    }
  }
}

export async function* piecesOfFile(file: Blob): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = (file.stream() as ReadableStream<Uint8Array<ArrayBuffer>>).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}
