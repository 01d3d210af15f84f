import { randomBytes, randomUUID } from 'node:crypto';

export const ROOT_PARENT = '00000000-0000-4000-8000-000000000000';

/** UUID version 7, as claude.ai uses for messages. */
export function uuid7(at: number = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(at, 0, 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export const uuid4 = (): string => randomUUID();

/** Microseconds, as the API writes its times. */
export const stamp = (at: number = Date.now()): string => new Date(at).toISOString().replace('Z', '000Z');

export const requestId = (): string => `req_011C${randomBytes(9).toString('hex')}`;
export const rayId = (): string => `${randomBytes(8).toString('hex')}-FRA`;
