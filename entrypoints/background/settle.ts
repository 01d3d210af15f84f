import { letGo } from '@/utils/drafts/shelf';
import { type Attempt, attemptsOf, latestAttempt } from '@/utils/signals/attempts';
import type { Signal, SignalOf } from '@/utils/signals/types';
import { drafts } from '@/utils/storage/items';
import type { Halves } from './halves';

/** A reply has ended, or a repeat was told that it had been taken before. */
const mayAnswer = (signal: Signal): boolean =>
  signal.kind === 'reply-ended' ||
  signal.kind === 'page-loaded' ||
  (signal.kind === 'response-received' && signal.status === 409);

const isPlace = (signal: Signal): signal is SignalOf<'page-context'> => signal.kind === 'page-context';

/** Where the user was when it was sent, or the address that a new chat got then. A page that has come since may show another. */
function sentIn(signals: readonly Signal[], { startedAt, changedAt }: Attempt): string | null {
  const places = signals.filter(isPlace).filter(({ at }) => at < changedAt);
  const there = places.findLast(({ at }) => at <= startedAt)?.conversationId;
  const given = places.find(({ at, conversationId }) => at > startedAt && conversationId !== null);
  return there ?? given?.conversationId ?? null;
}

/** A message that has been answered needs no keeping. `fresh`: what the tab has told just now. */
export async function settle(
  halves: Halves,
  tabId: number,
  signals: readonly Signal[],
  fresh: readonly Signal[],
): Promise<void> {
  if (!fresh.some(mayAnswer)) return;
  const done = latestAttempt(attemptsOf(signals));
  // Once an answer has begun, the message is in the chat, also when the user stops it or reloads in the middle.
  const isTaken =
    done?.state === 'done' || (done?.outputBegan && (done.state === 'stopped' || done.state === 'gone'));
  if (!done || !isTaken) return;
  const conversationId = done.conversationId ?? sentIn(signals, done);
  await drafts.update((shelf) => letGo(shelf, { tabId, conversationId }));
  if (done.state === 'done' && conversationId !== null)
    await halves.letGo(conversationId).catch(() => undefined);
}
