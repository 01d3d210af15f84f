/**
 * Lists of conversations in the layout of claude.ai's own export: an array whose items have `chat_messages`. Other programs,
 * LibreChat and Open WebUI's importers among them, take that and no single chat.
 * Seen: tests/fixtures/exports (2026-11). When wrong: they refuse the list; the payloads beside it are untouched.
 */
import type { Packed } from '@/utils/library/zip/parts';

/** They read a list in one go, and some die of 400 MB. */
const MAX_LIST_BYTES = 16_000_000;

export interface Lists {
  /** A payload as sent. Returns a list as soon as it is full. */
  readonly add: (payload: Uint8Array<ArrayBuffer>, capturedAt: number) => Packed | undefined;
  /** What is left; undefined when nothing is. */
  readonly rest: () => Packed | undefined;
}

export function createLists(maxBytes = MAX_LIST_BYTES): Lists {
  let payloads: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  let latest = 0;
  let number = 0;
  const rest = (): Packed | undefined => {
    if (payloads.length === 0) return undefined;
    number += 1;
    const list = packed(payloads, `importers/conversations-${number}.json`, latest);
    payloads = [];
    size = 0;
    return list;
  };
  return {
    add: (payload, capturedAt) => {
      const full = size + payload.byteLength > maxBytes ? rest() : undefined;
      payloads.push(payload);
      size += payload.byteLength + 2;
      latest = Math.max(latest, capturedAt);
      return full;
    },
    rest,
  };
}

function packed(payloads: readonly Uint8Array<ArrayBuffer>[], path: string, capturedAt: number): Packed {
  const bytes = new Uint8Array(payloads.reduce((sum, one) => sum + one.byteLength + 2, 2));
  const put = (text: string, at: number): void => bytes.set(new TextEncoder().encode(text), at);
  let at = 0;
  for (const [index, payload] of payloads.entries()) {
    put(index === 0 ? '[\n' : ',\n', at);
    bytes.set(payload, at + 2);
    at += 2 + payload.byteLength;
  }
  put('\n]', at);
  const about = { conversationId: '', source: 'api', whole: true, messageCount: 0 } as const;
  return {
    bytes,
    row: { path, kind: 'rendering', ...about, capturedAt: new Date(capturedAt).toISOString() },
  };
}
