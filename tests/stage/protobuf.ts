/** A small writer and reader of protobuf's wire format; runs in Node and in the page. */
export type Field = [number, number | bigint | boolean | string | Uint8Array | null | undefined];

const encoder = new TextEncoder();

function varint(value: number | bigint): number[] {
  let rest = BigInt(value);
  const bytes: number[] = [];
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 0x80 : low);
  } while (rest > 0n);
  return bytes;
}

/** Numbers become varints, text and bytes length-delimited fields; null leaves a field out. */
export function message(...fields: Field[]): Uint8Array {
  const bytes: number[] = [];
  for (const [number, value] of fields) {
    if (value === null || value === undefined) continue;
    if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') {
      bytes.push(...varint(number << 3), ...varint(typeof value === 'boolean' ? Number(value) : value));
      continue;
    }
    const body = typeof value === 'string' ? encoder.encode(value) : value;
    bytes.push(...varint((number << 3) | 2), ...varint(body.length));
    for (const byte of body) bytes.push(byte);
  }
  return Uint8Array.from(bytes);
}

export interface Decoded {
  /** First varint of a field. */
  num(field: number): number;
  str(field: number): string;
  sub(field: number): Decoded | null;
  all(field: number): Decoded[];
  has(field: number): boolean;
  bytes(field: number): Uint8Array | null;
}

type Raw = { field: number; value: bigint | Uint8Array };

function readVarint(bytes: Uint8Array, from: number): [bigint, number] {
  let value = 0n;
  let shift = 0n;
  let at = from;
  for (;;) {
    const byte = bytes[at];
    if (byte === undefined) throw new RangeError('protobuf ends early');
    at += 1;
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return [value, at];
    shift += 7n;
  }
}

function readFields(bytes: Uint8Array): Raw[] {
  const fields: Raw[] = [];
  let at = 0;
  while (at < bytes.length) {
    const [key, next] = readVarint(bytes, at);
    at = next;
    const field = Number(key >> 3n);
    const wire = Number(key & 7n);
    if (wire === 0) {
      const [value, after] = readVarint(bytes, at);
      fields.push({ field, value });
      at = after;
    } else {
      const [size, start] = wire === 2 ? readVarint(bytes, at) : [wire === 1 ? 8n : 4n, at];
      fields.push({ field, value: bytes.subarray(start, start + Number(size)) });
      at = start + Number(size);
    }
  }
  return fields;
}

export function decode(bytes: Uint8Array): Decoded {
  const fields = readFields(bytes);
  const first = (field: number): Raw['value'] | undefined => fields.find((one) => one.field === field)?.value;
  const blob = (field: number): Uint8Array | null => {
    const value = first(field);
    return value instanceof Uint8Array ? value : null;
  };
  return {
    num: (field) => Number(typeof first(field) === 'bigint' ? first(field) : 0n),
    str: (field) => new TextDecoder().decode(blob(field) ?? new Uint8Array()),
    sub: (field) => {
      const value = blob(field);
      return value ? decode(value) : null;
    },
    all: (field) =>
      fields.flatMap((one) =>
        one.field === field && one.value instanceof Uint8Array ? [decode(one.value)] : [],
      ),
    bytes: blob,
    has: (field) => fields.some((one) => one.field === field),
  };
}
