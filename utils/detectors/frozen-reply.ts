/**
 * A running reply has gone silent. Silence is measured in the tab, against the gaps that this stream has shown; long
 * thinking is not silent.
 * Seen: tests/fixtures/signals/frozen-reply.json (2026-11).
 */
import type { Signal, SignalOf } from '@/utils/signals/types';
import { finding } from './finding';
import type { Detector } from './types';

export const frozenReply = {
  id: 'frozen-reply',
  needs: ['reply-silent', 'reply-resumed', 'reply-ended', 'page-loaded', 'request-started'],
  detect: (signals) => {
    // Several replies may be under way in one tab.
    const silent = signals.findLast(
      (signal): signal is Silent => signal.kind === 'reply-silent' && !isOver(signal, signals),
    );
    if (!silent) return undefined;
    const evidence = { silentMs: silent.silentMs, outputBegan: silent.outputBegan };
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
