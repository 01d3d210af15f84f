import { crc32 } from '@/utils/library/import/crc';
import { trouble } from '@/utils/library/import/trouble';

/** One file in a ZIP, as its directory says. */
export interface ZipEntry {
  /** As written; may be anything. */
  readonly path: string;
  /** Bytes inside the ZIP, and unpacked. */
  readonly packed: number;
  readonly size: number;
  readonly isLocked: boolean;
  readonly method: number;
  readonly crc: number;
  /** Where its own header begins. */
  readonly at: number;
}

const END_MARK = 0x06054b50;
const ENTRY_MARK = 0x02014b50;
const HEADER_MARK = 0x04034b50;
const BIG_END_MARK = 0x06064b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
/** A directory of a hundred thousand files has some ten of these. */
const MAX_DIRECTORY = 200_000_000;
const IS_BIG = 0xffff_ffff;

const viewOf = async (file: Blob, from: number, to: number): Promise<DataView> =>
  new DataView(await file.slice(from, to).arrayBuffer());

/**
 * The list of what is in a ZIP. Read from its end, where it stands: only what is wanted is unpacked then. Undefined when there is no
 * end: a download that broke off.
 */
export async function readDirectory(file: Blob): Promise<readonly ZipEntry[] | undefined> {
  const from = Math.max(0, file.size - END_LENGTH - LONGEST_COMMENT);
  const tail = await viewOf(file, from, file.size);
  let end = tail.byteLength - END_LENGTH;
  while (end >= 0 && tail.getUint32(end, true) !== END_MARK) end -= 1;
  if (end < 0) return undefined;
  const place = await placeOf(file, tail, end, from + end);
  if (!place || place.size > MAX_DIRECTORY || place.at + place.size > file.size) return undefined;
  return entriesIn(await viewOf(file, place.at, place.at + place.size));
}

interface Place {
  readonly at: number;
  readonly size: number;
}

/** Above 4 GB or 65,535 files the figures stand in a record of their own, in front of the end. */
async function placeOf(file: Blob, tail: DataView, end: number, endAt: number): Promise<Place | undefined> {
  const place = { size: tail.getUint32(end + 12, true), at: tail.getUint32(end + 16, true) };
  const isBig = place.at === IS_BIG || place.size === IS_BIG || tail.getUint16(end + 10, true) === 0xffff;
  if (!isBig || end < 20) return place;
  const bigAt = Number(tail.getBigUint64(end - 12, true));
  if (bigAt + 56 > endAt) return place;
  const big = await viewOf(file, bigAt, bigAt + 56);
  if (big.getUint32(0, true) !== BIG_END_MARK) return undefined;
  return { size: Number(big.getBigUint64(40, true)), at: Number(big.getBigUint64(48, true)) };
}

function entriesIn(view: DataView): readonly ZipEntry[] | undefined {
  const entries: ZipEntry[] = [];
  let at = 0;
  while (at + 46 <= view.byteLength && view.getUint32(at, true) === ENTRY_MARK) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((to) => view.getUint16(at + to, true));
    const next = at + 46 + (nameLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0);
    if (next > view.byteLength) return undefined;
    entries.push(entryAt(view, at, nameLength ?? 0, extraLength ?? 0));
    at = next;
  }
  return entries;
}

function entryAt(view: DataView, at: number, nameLength: number, extraLength: number): ZipEntry {
  const name = new Uint8Array(view.buffer, view.byteOffset + at + 46, nameLength);
  const figures = [24, 20, 42].map((to) => view.getUint32(at + to, true));
  const [size, packed, header] = withBig(figures, view, at + 46 + nameLength, extraLength);
  return {
    path: new TextDecoder().decode(name),
    isLocked: (view.getUint16(at + 8, true) & 1) === 1,
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    size: size ?? 0,
    packed: packed ?? 0,
    at: header ?? 0,
  };
}

/** Figures that have no room in 32 bits stand in the extra field 1, in this order, and only those. */
function withBig(
  figures: readonly number[],
  view: DataView,
  from: number,
  length: number,
): readonly number[] {
  let at = from;
  while (at + 4 <= from + length) {
    const [id, size] = [view.getUint16(at, true), view.getUint16(at + 2, true)];
    let next = at + 4;
    at = next + size;
    if (id !== 1 || at > from + length) continue;
    return figures.map((figure) => {
      if (figure !== IS_BIG || next + 8 > at) return figure;
      next += 8;
      return Number(view.getBigUint64(next - 8, true));
    });
  }
  return figures;
}

/** The unpacked bytes, piece by piece. Never more than the directory says, and in the end those that were packed. */
export async function* unpack(file: Blob, entry: ZipEntry): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  if (entry.isLocked) throw trouble('locked');
  if (entry.method !== 0 && entry.method !== 8) throw trouble('unknown-shape');
  const header = await viewOf(file, entry.at, entry.at + 30);
  if (header.byteLength < 30 || header.getUint32(0, true) !== HEADER_MARK) throw trouble('changed');
  const from = entry.at + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  let size = 0;
  let crc = 0;
  for await (const piece of piecesOf(file.slice(from, from + entry.packed), entry.method)) {
    size += piece.byteLength;
    if (size > entry.size) throw trouble('too-large');
    crc = crc32(piece, crc);
    yield piece;
  }
  if (size !== entry.size || crc !== entry.crc) throw trouble('changed');
}

async function* piecesOf(packed: Blob, method: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const stream = packed.stream();
  const plain = method === 0 ? stream : stream.pipeThrough(new DecompressionStream('deflate-raw'));
  const reader = (plain as ReadableStream<Uint8Array<ArrayBuffer>>).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(() => {
        throw trouble('changed');
      });
      if (done) return;
      yield value;
    }
  } finally {
    void reader.cancel().catch(() => undefined); // nobody reads on, whatever the reason
  }
}
