import type { Attempt } from './attempts';
import type { Signal, SignalOf } from './types';

const isPlace = (signal: Signal): signal is SignalOf<'page-context'> => signal.kind === 'page-context';

/**
 * The user has gone from the chat of this try to another one: nothing stands there to be tried again. On the newer protocol
 * a try that was refused names no chat: it was sent where the user was then. A new chat gets its address while it is sent.
 */
export function isLeft({ conversationId, startedAt }: Attempt, signals: readonly Signal[]): boolean {
  const places = signals.filter(isPlace);
  const there = places.findLast(({ at }) => at <= startedAt)?.conversationId;
  const home = conversationId ?? there ?? null;
  const now = places.at(-1);
  return home !== null && now !== undefined && now.at > startedAt && now.conversationId !== home;
}
