/**
 * As much of the protobuf wire format as the reply stream needs: fields by number, nested messages on demand.
 * Malformed input ends the reading early; it never throws.
 */
export interface Field {
  readonly number: number;
  /** The value of a varint, else 0. */
  readonly value: number;
  /** The bytes of a length-delimited field. */
  readonly bytes: Uint8Array | undefined;
}

/** The judgement outside the page opens small messages only, and needs no bound. */
let left = Number.POSITIVE_INFINITY;

/** Lets so many fields be read from now on. The answer says later whether that was enough. */
export function allowFields(most: number): () => boolean {
  left = most;
  return () => left >= 0;
}

export function* fieldsOf(bytes: Uint8Array): Generator<Field> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; at < bytes.length; scale *= 128) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80 || scale > 2 ** 56) return value;
    }
    return Number.NaN;
  };
  while (at < bytes.length && --left >= 0) {
    const key = varint();
    const wire = key % 8;
    const number = Math.floor(key / 8);
    if (wire === 0) yield { number, value: varint(), bytes: undefined };
    else if (wire === 2) {
      const end = varint() + at;
      if (!(end <= bytes.length)) return;
      yield { number, value: 0, bytes: bytes.subarray(at, end) };
      at = end;
    } else if (wire === 1 || wire === 5)
      at += wire === 1 ? 8 : 4; // of fixed size: none is needed
    else return;
  }
}

/** The last occurrence counts, as proto3 says. */
function last(bytes: Uint8Array, wanted: number): Field | undefined {
  let found: Field | undefined;
  for (const field of fieldsOf(bytes)) if (field.number === wanted) found = field;
  return found;
}

/** A nested message, string or bytes field. */
export const message = (bytes: Uint8Array, wanted: number): Uint8Array | undefined =>
  last(bytes, wanted)?.bytes;

/** Every occurrence of a repeated nested message. */
export function messages(bytes: Uint8Array, wanted: number): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (const field of fieldsOf(bytes)) if (field.number === wanted && field.bytes) found.push(field.bytes);
  return found;
}

/** A varint field; 0 when absent, as proto3 says. */
export const number = (bytes: Uint8Array, wanted: number): number => last(bytes, wanted)?.value ?? 0;

/** The start of a text; nothing longer is a name or an error. */
export const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes.subarray(0, 64_000));

export const string = (bytes: Uint8Array, wanted: number): string | null => {
  const found = message(bytes, wanted);
  return found ? decode(found) : null;
};
