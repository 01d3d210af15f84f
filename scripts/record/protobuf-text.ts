/**
 * A protobuf message in other words: the same fields in the same order, small numbers as they were. Where no shape tells what
 * a field is, it is a message only if nothing but its form can stay; what could be text is text.
 */
import type { Shape } from '@/utils/claude/timeline-shape';
import type { Invention } from './invention.ts';
import { TELLING_OF_ERRORS } from './vocabulary.ts';

interface Field {
  readonly number: number;
  readonly wire: number;
  /** Of a varint; past 2 ** 53 it isn't exact. */
  readonly value: number;
  readonly bytes: Uint8Array;
}

/** undefined for what is no message to its last byte. */
function wholeFields(bytes: Uint8Array): Field[] | undefined {
  const fields: Field[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; at < bytes.length; scale *= 128) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      if (scale > 2 ** 62) break;
    }
    return Number.NaN;
  };
  while (at < bytes.length) {
    const key = varint();
    const [wire, number] = [key % 8, Math.floor(key / 8)];
    if (!(number > 0 && number < 2 ** 29)) return undefined;
    const value = wire === 0 ? varint() : 0;
    const length = wire === 2 ? varint() : wire === 1 ? 8 : wire === 5 ? 4 : 0;
    if (![0, 1, 2, 5].includes(wire) || Number.isNaN(value) || !(at + length <= bytes.length))
      return undefined;
    fields.push({ number, wire, value, bytes: bytes.subarray(at, at + length) });
    at += length;
  }
  return fields;
}

export function otherMessage(bytes: Uint8Array, shape: Shape, invent: Invention): Uint8Array {
  const fields = wholeFields(bytes);
  if (!fields) return otherBytes(bytes, invent);
  return joined(
    fields.map(({ number, wire, value, bytes: inside }) => {
      const key = varintOf(number * 8 + wire);
      if (wire === 0) return joined([key, varintOf(otherNumber(value, invent))]);
      if (wire !== 2) return joined([key, new Uint8Array(inside.length)]);
      const other = otherField(inside, shape[number], invent);
      return joined([key, varintOf(other.length), other]);
    }),
  );
}

function otherField(bytes: Uint8Array, is: Shape[number] | undefined, invent: Invention): Uint8Array {
  const text = textOf(bytes);
  if (is === 'name' && text !== undefined) return encode(invent.name(text));
  if (is === 'text' && text !== undefined) return encode(invent.sentence(text, TELLING_OF_ERRORS));
  if (typeof is === 'object') return otherMessage(bytes, is, invent);
  const fields = wholeFields(bytes);
  // All its content is opened in turn: two bytes of form stay for each field.
  const isSafe = fields?.every((field) => field.wire === 2) ?? false;
  if (fields && (text === undefined || isSafe)) return otherMessage(bytes, {}, invent);
  return text === undefined ? otherBytes(bytes, invent) : encode(invent.text(text));
}

/** Neither a message nor text: zeros of the same length. */
const otherBytes = (bytes: Uint8Array, invent: Invention): Uint8Array => {
  const text = textOf(bytes);
  return text === undefined ? new Uint8Array(bytes.length) : encode(invent.text(text));
};

const otherNumber = (value: number, invent: Invention): number =>
  value > Number.MAX_SAFE_INTEGER ? 1_000 : Number(invent.number(`${value}`));

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** undefined for what isn't UTF-8, or holds what no text does. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return /[^\P{Cc}\t\n\r]/u.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

function varintOf(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Uint8Array.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}

export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(parts));
}
