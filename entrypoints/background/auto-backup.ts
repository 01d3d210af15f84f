import { isTemporary } from '@/utils/claude/conversation';
import { passingChat } from '@/utils/claude/passing-chat';
import { keepPassing } from '@/utils/library/passing';
import { last } from '@/utils/signals/finality';
import type { Signal } from '@/utils/signals/types';
import { chatsLeftOut } from '@/utils/storage/backup-items';
import { settings } from '@/utils/storage/settings-items';
import type { ChatBackup } from './chat-backup';
import type { Records } from './records';
import type { Rescue } from './rescuing';

/** After a reply has settled, the server needs a moment until the chat has it. */
const SETTLE_MS = 1_500;
/** A page that fails goes on failing: what it holds is looked at so often and no more. */
const RESCUE_EVERY_MS = 30_000;
/** Of what a page loads. */
const PER_MINUTE = 30;

export interface AutoBackup {
  /** What a tab has told of itself. */
  readonly heard: (tabId: number, signals: readonly Signal[]) => void;
  /** A page has loaded a conversation and hands it on. */
  readonly taken: (tabId: number, payload: string) => Promise<void>;
}

interface Parts {
  readonly records: Records;
  readonly backup: Pick<ChatBackup, 'capture' | 'store'>;
  readonly rescue: Rescue;
  readonly changed: (tabId: number) => void;
}

const isWholeReply = (signal: Signal): boolean =>
  signal.kind === 'reply-ended' && signal.outcome === 'complete';

/** The server, or the way to it, has failed. */
function isFailure(signal: Signal): boolean {
  if (signal.kind === 'reply-ended') return signal.outcome === 'cut' || signal.outcome === 'failed';
  if (signal.kind === 'request-failed') return !signal.aborted && signal.endpoint !== 'other';
  return signal.kind === 'response-received' && (signal.status ?? 0) >= 500;
}

async function isWanted(conversationId: string): Promise<boolean> {
  const { automaticBackup } = await settings.get();
  return automaticBackup && !(await chatsLeftOut.get()).includes(conversationId);
}

/** Copies that are made by themselves. Nobody calls these for a private window. */
export function autoBackup({ records, backup, rescue, changed }: Parts): AutoBackup {
  const timers = new Map<number, ReturnType<typeof setTimeout>>();
  const underWay = new Set<string>();
  const rescuedAt = new Map<string, number>();
  const allowed = perMinute();
  const placeOf = async (tabId: number) => {
    const place = last((await records.get(tabId)).signals, 'page-context');
    return place?.conversationId && (await isWanted(place.conversationId))
      ? { organizationId: place.organizationId, conversationId: place.conversationId }
      : undefined;
  };
  /** One request, unless another tab or the page itself has brought the answer meanwhile. */
  const keep = async (tabId: number, repliedAt: number): Promise<void> => {
    const place = await placeOf(tabId);
    if (!place || underWay.has(place.conversationId)) return;
    underWay.add(place.conversationId);
    try {
      const newest = await (await backup.store()).newest(place.conversationId);
      // One of later than now was made while the clock was wrong.
      const isOfNow =
        newest !== undefined && newest.capturedAt >= repliedAt && newest.capturedAt <= Date.now();
      const isKept = isOfNow && newest.whole;
      if (!isKept) await backup.capture(tabId, { leavesOut: isTemporary });
    } finally {
      underWay.delete(place.conversationId);
    }
  };
  const save = async (tabId: number): Promise<void> => {
    const place = await placeOf(tabId);
    const now = Date.now();
    if (!place || Math.abs(now - (rescuedAt.get(place.conversationId) ?? 0)) < RESCUE_EVERY_MS) return;
    rescuedAt.set(place.conversationId, now);
    await rescue(await backup.store(), tabId, place);
    changed(tabId);
  };
  return {
    heard: (tabId, signals) => {
      if (signals.some(isFailure)) void save(tabId).catch(warn);
      if (!signals.some(isWholeReply)) return;
      const repliedAt = Date.now();
      clearTimeout(timers.get(tabId));
      const begin = (): void => {
        timers.delete(tabId);
        void keep(tabId, repliedAt).catch(warn);
      };
      timers.set(tabId, setTimeout(begin, SETTLE_MS));
    },
    taken: async (tabId, payload) => {
      const chat = passingChat(payload);
      if (!chat || !allowed(tabId) || !(await isWanted(chat.conversationId))) return;
      const kept = await keepPassing({ store: await backup.store(), now: Date.now }, payload);
      if (kept) changed(tabId);
    },
  };
}

const warn = (error: unknown): void => console.warn('Lifeline: the chat was not saved.', error);

function perMinute(): (tabId: number) => boolean {
  let minute = 0;
  const spent = new Map<number, number>();
  return (tabId) => {
    const now = Math.floor(Date.now() / 60_000);
    if (now !== minute) spent.clear();
    minute = now;
    spent.set(tabId, (spent.get(tabId) ?? 0) + 1);
    return (spent.get(tabId) ?? 0) <= PER_MINUTE;
  };
}
