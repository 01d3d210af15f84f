/** Protobuf and Connect frames, written the other way round than they are read. */
import { bytesOf } from './chunks';

type Value = number | string | Uint8Array;

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}

/** A field, or several of the same message. */
export const field = (number: number, value: Value): Uint8Array<ArrayBuffer> => {
  if (typeof value === 'number') return new Uint8Array([...varint(number * 8), ...varint(value)]);
  const bytes = typeof value === 'string' ? bytesOf(value) : value;
  return new Uint8Array([...varint(number * 8 + 2), ...varint(bytes.length), ...bytes]);
};

export const joined = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.concat(parts));

/** `flags`: 1 compressed, 2 the end. */
export function frame(payload: Uint8Array, flags = 0): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(5);
  head[0] = flags;
  new DataView(head.buffer).setUint32(1, payload.length);
  return joined(head, payload);
}
