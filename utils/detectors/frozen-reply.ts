/**
 * A running reply has gone silent. Silence is measured in the tab, against the gaps that this stream has shown; long
 * thinking is not silent.
 * Seen: tests/fixtures/signals/frozen-reply.json (2026-11).
 */
import { last } from '@/utils/signals/finality';
import { finding } from './finding';
import type { Detector } from './types';

export const frozenReply = {
  id: 'frozen-reply',
  needs: ['reply-silent', 'reply-resumed', 'reply-ended', 'page-loaded', 'request-started'],
  detect: (signals) => {
    const silent = last(signals, 'reply-silent');
    if (!silent || last(signals, 'page-loaded', silent.at)) return undefined;
    const over = signals.some(
      (signal) =>
        signal.at >= silent.at &&
        (signal.kind === 'reply-resumed' ||
          signal.kind === 'reply-ended' ||
          (signal.kind === 'request-started' && signal.endpoint === 'send')),
    );
    if (over) return undefined;
    const evidence = { silentMs: silent.silentMs, outputBegan: silent.outputBegan };
    return finding('frozen-reply', { since: silent.at - silent.silentMs, at: silent.at }, evidence);
  },
} as const satisfies Detector;
