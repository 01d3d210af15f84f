import type { ImportTrouble } from '@/utils/library/import/import-types';
import { trouble } from '@/utils/library/import/trouble';

/** One value of a list, or a JSON file that is no list. */
export interface JsonItem {
  /** From 1; null when the file is no list. */
  readonly number: number | null;
  /** As they stand in the file; empty when there is trouble. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly trouble?: ImportTrouble;
}

export interface ItemLimits {
  /** Bytes of one item. */
  readonly maxBytes: number;
  /** Brackets within brackets. */
  readonly maxDepth: number;
  /** Pairs of them in one item: each becomes an object in memory. */
  readonly maxBrackets: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const isOpen = (byte: number): boolean => byte === OPEN_LIST || byte === 0x7b;
const isClose = (byte: number): boolean => byte === CLOSE_LIST || byte === 0x7d;
const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

type Pieces = AsyncIterable<Uint8Array<ArrayBuffer>>;

/** Where the scan of a file stands between two bytes. */
interface Scan {
  readonly limits: ItemLimits;
  kind: 'unknown' | 'list' | 'single' | 'over';
  /** Pieces of nothing but spaces in front of it. */
  readonly lead: Uint8Array<ArrayBuffer>[];
  /** Open brackets of the item; the list's own isn't counted. */
  depth: number;
  isInString: boolean;
  /** The next byte of the string stands for itself. */
  isEscaped: boolean;
  /** null between two items. */
  item: {
    parts: Uint8Array<ArrayBuffer>[];
    size: number;
    brackets: number;
    trouble: ImportTrouble | undefined;
  } | null;
  /** Items so far. */
  count: number;
}

/**
 * Takes a JSON file apart without reading it as a whole: an account of some gigabytes is one list. What is an item is told by
 * its brackets and quotes alone; whether it is JSON, the reader of the item finds out.
 */
export async function* jsonItems(pieces: Pieces, limits: ItemLimits): AsyncGenerator<JsonItem> {
  const scan: Scan = {
    limits,
    kind: 'unknown',
    lead: [],
    depth: 0,
    isInString: false,
    isEscaped: false,
    item: null,
    count: 0,
  };
  for await (const piece of pieces) {
    const at = scan.kind === 'unknown' ? begin(scan, piece) : 0;
    yield* walk(scan, piece, at);
    if (scan.kind === 'over') return;
  }
  yield ending(scan);
}

/** A list begins after its bracket; what is no list with its first byte, spaces too, so that it stays what it was. */
function begin(scan: Scan, piece: Uint8Array<ArrayBuffer>): number {
  let at = 0;
  while (isSpace(piece[at] ?? 0) || BYTE_ORDER_MARK.includes(piece[at] ?? 0)) at += 1;
  const first = piece[at];
  if (first === undefined) {
    scan.lead.push(piece);
    return at;
  }
  if (!isOpen(first)) throw trouble('not-json');
  scan.kind = first === OPEN_LIST ? 'list' : 'single';
  if (first === OPEN_LIST) return at + 1;
  scan.item = open();
  for (const before of scan.lead) grow(scan, before);
  return 0;
}

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

const open = (): NonNullable<Scan['item']> => ({ parts: [], size: 0, brackets: 0, trouble: undefined });

function* walk(scan: Scan, piece: Uint8Array<ArrayBuffer>, start: number): Generator<JsonItem> {
  let at = start;
  let from = start;
  while (at < piece.length && scan.kind !== 'over') {
    if (scan.isInString) {
      at = afterString(scan, piece, at);
      continue;
    }
    const byte = piece[at] ?? 0;
    if (!scan.item && !isSpace(byte) && byte !== COMMA && byte !== CLOSE_LIST) {
      scan.item = open();
      from = at;
    }
    const end = step(scan, byte, at);
    if (end !== undefined && scan.item) {
      grow(scan, piece.subarray(from, end));
      yield close(scan);
    }
    at += 1;
  }
  if (scan.item) grow(scan, piece.subarray(from));
}

/** Where the item ends that ends here. */
function step(scan: Scan, byte: number, at: number): number | undefined {
  const isOuter = scan.depth === 0 && scan.kind === 'list';
  if (byte === QUOTE) scan.isInString = true;
  else if (isOpen(byte)) {
    deeper(scan);
  } else if (isOuter && (byte === COMMA || byte === CLOSE_LIST)) {
    if (byte === CLOSE_LIST) scan.kind = 'over';
    return at;
  } else if (isClose(byte)) {
    scan.depth = Math.max(0, scan.depth - 1);
    return scan.depth === 0 && scan.kind === 'list' ? at + 1 : undefined;
  }
  return undefined;
}

function deeper(scan: Scan): void {
  const { item, limits } = scan;
  scan.depth += 1;
  if (!item) return;
  item.brackets += 1;
  if (scan.depth > limits.maxDepth) item.trouble ??= 'too-deep';
  if (item.brackets > limits.maxBrackets) item.trouble ??= 'too-large';
}

/** The place after the quote that ends the string, or the end of the piece. */
function afterString(scan: Scan, piece: Uint8Array, start: number): number {
  const wasEscaped = scan.isEscaped;
  for (let from = start; ; ) {
    const quote = piece.indexOf(QUOTE, from);
    const end = quote < 0 ? piece.length : quote;
    let run = 0;
    while (end - 1 - run >= start && piece[end - 1 - run] === BACKSLASH) run += 1;
    const isEscaped = (run + Number(wasEscaped && run === end - start)) % 2 === 1;
    scan.isEscaped = quote < 0 && isEscaped;
    if (quote < 0) return end;
    if (!isEscaped) {
      scan.isInString = false;
      return quote + 1;
    }
    from = quote + 1;
  }
}

function grow({ item, limits }: Scan, bytes: Uint8Array<ArrayBuffer>): void {
  if (!item) return;
  item.size += bytes.byteLength;
  if (item.size > limits.maxBytes) item.trouble ??= 'too-large';
  if (item.trouble) item.parts = [];
  else item.parts.push(bytes);
}

function close(scan: Scan): JsonItem {
  const { parts = [], size = 0, trouble: found } = scan.item ?? {};
  scan.item = null;
  scan.count += 1;
  const number = scan.kind === 'single' ? null : scan.count;
  return found ? { number, bytes: NOTHING, trouble: found } : { number, bytes: joined(parts, size) };
}

const NOTHING = new Uint8Array();

function joined(parts: readonly Uint8Array<ArrayBuffer>[], size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}

/** A list that isn't over broke off; so did a value whose brackets are open. */
function ending(scan: Scan): JsonItem {
  if (scan.kind === 'unknown') throw trouble('not-json');
  const isWhole = scan.kind === 'single' && scan.depth === 0 && !scan.isInString;
  return isWhole ? close(scan) : { number: null, bytes: NOTHING, trouble: 'cut-short' };
}
