import { unzipSync } from 'fflate';
import {
  type Conversation,
  parseConversation,
  type SnapshotFacts,
  snapshotFacts,
} from '@/utils/claude/conversation';
import { sha256 } from '@/utils/library/sha256';
import type { LibraryStore } from '@/utils/library/store';
import { fail, ok, type Result } from '@/utils/result';

export interface Imported {
  readonly conversations: number;
  /** Of those found, how many are no conversation. */
  readonly unreadable: number;
}

type ImportError = 'not-a-backup';

/** Takes in Lifeline's own ZIPs, claude.ai's "Export data" ZIP, and the JSON files out of either. Never replaces a better copy. */
export async function importFile(
  store: Pick<LibraryStore, 'saveSnapshot' | 'readRaw'>,
  bytes: Uint8Array<ArrayBuffer>,
  now: number,
): Promise<Result<Imported, ImportError>> {
  const payloads = payloadsOf(bytes);
  let conversations = 0;
  for (const { conversation, raw } of payloads.read) {
    conversations += 1;
    if (await store.readRaw(await sha256(raw))) continue; // the library has these very bytes from a better witness
    const facts = snapshotFacts(conversation);
    const capturedAt = ageOf(facts, now);
    await store.saveSnapshot(raw, { ...facts, organizationId: null, source: 'import', capturedAt });
  }
  const { unreadable } = payloads;
  return conversations > 0 ? ok({ conversations, unreadable }) : fail('not-a-backup');
}

/** As old as its last change, not as new as the import: or it would pass for newer than what was captured since. */
function ageOf({ updatedAt }: SnapshotFacts, now: number): number {
  const changedAt = Date.parse(updatedAt ?? '');
  return Number.isFinite(changedAt) ? Math.min(changedAt, now) : 0;
}

interface Payloads {
  readonly read: readonly { readonly conversation: Conversation; readonly raw: Uint8Array<ArrayBuffer> }[];
  readonly unreadable: number;
}

function payloadsOf(bytes: Uint8Array<ArrayBuffer>): Payloads {
  const found = jsonFiles(bytes).map(readOne);
  return {
    read: found.flatMap((one) => one.read),
    unreadable: found.reduce((sum, one) => sum + one.unreadable, 0),
  };
}

/** `PK` begins every ZIP; anything else is taken for JSON. */
const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;
const isPayload = (path: string): boolean => /(^|\/)conversations?\.json$/.test(path);

/** A small ZIP can unpack to anything; a whole account of chats stays well below. */
const MAX_UNPACKED_BYTES = 1_000_000_000;

function jsonFiles(bytes: Uint8Array<ArrayBuffer>): readonly Uint8Array<ArrayBuffer>[] {
  if (!isZip(bytes)) return [bytes];
  let left = MAX_UNPACKED_BYTES;
  const fits = (size: number): boolean => {
    left -= size;
    return left >= 0;
  };
  try {
    return Object.values(
      unzipSync(bytes, { filter: ({ name, originalSize }) => isPayload(name) && fits(originalSize) }),
    ) as Uint8Array<ArrayBuffer>[];
  } catch {
    return []; // cut short
  }
}

/** One conversation, whose bytes stay as they are, or the official export's list of them, which has to be taken apart. */
function readOne(raw: Uint8Array<ArrayBuffer>): Payloads {
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(raw));
    const items = Array.isArray(json)
      ? json.map((item) => ({ item, raw: encode(item) }))
      : [{ item: json, raw }];
    const read = items.flatMap((one) => {
      const parsed = parseConversation(one.item);
      return parsed.ok ? [{ conversation: parsed.value, raw: one.raw }] : [];
    });
    return { read, unreadable: items.length - read.length };
  } catch {
    return { read: [], unreadable: 1 };
  }
}

const encode = (value: unknown): Uint8Array<ArrayBuffer> => new TextEncoder().encode(JSON.stringify(value));
