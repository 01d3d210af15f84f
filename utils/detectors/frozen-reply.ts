/**
 * A running reply has gone silent. Silence is measured in the tab, against the gaps that this stream has shown; long
 * thinking is not silent.
 * Seen: tests/fixtures/signals/frozen-reply.json (2026-11).
 */
import { ATTEMPT_SIGNALS, attemptsOf } from '@/utils/signals/attempts';
import { isLeft } from '@/utils/signals/left-chat';
import type { Signal, SignalOf } from '@/utils/signals/types';
import { finding } from './finding';
import type { Detector } from './types';

export const frozenReply = {
  id: 'frozen-reply',
  needs: [...ATTEMPT_SIGNALS, 'reply-silent', 'reply-resumed'],
  detect: (signals) => {
    // Several replies may be under way in one tab.
    const silent = signals.findLast(
      (signal): signal is Silent => signal.kind === 'reply-silent' && !isOver(signal, signals),
    );
    if (!silent) return undefined;
    const { silentMs, outputBegan } = silent;
    const attempt = attemptsOf(signals).find(({ id }) => id === silent.id);
    const aside = attempt !== undefined && isLeft(attempt, signals);
    const evidence = { silentMs, outputBegan, ...(aside && { aside }) };
    return finding('frozen-reply', { since: silent.at - silent.silentMs, at: silent.at }, evidence);
  },
} as const satisfies Detector;

type Silent = SignalOf<'reply-silent'>;

/** It went on, it ended, or nobody waits for it any more. */
const isOver = ({ at, id }: Silent, signals: readonly Signal[]): boolean =>
  signals.some(
    (signal) =>
      signal.at >= at &&
      (signal.kind === 'page-loaded' ||
        (signal.kind === 'request-started' && signal.endpoint === 'send') ||
        ((signal.kind === 'reply-resumed' || signal.kind === 'reply-ended') && signal.id === id)),
  );
