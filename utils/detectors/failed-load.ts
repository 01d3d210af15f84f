/**
 * The chat itself could not be loaded: its request, or the newer protocol's stream, was answered with a 5xx. The page tries
 * a stream again by itself, so the first failure waits a moment for the second.
 * Seen: tests/fixtures/signals/failed-load.json (2026-11).
 */
import { OUTAGE_CLASSES } from '@/utils/claude/failure';
import { last } from '@/utils/signals/finality';
import type { Signal, SignalOf } from '@/utils/signals/types';
import { finding } from './finding';
import type { Detector } from './types';

/** The page opens a stream anew within this time. */
const MOMENT_MS = 4_000;
const FRESH_MS = 5 * 60_000;

const isLoad = (signal: Signal): signal is SignalOf<'response-received'> =>
  signal.kind === 'response-received' &&
  (signal.endpoint === 'conversation' || signal.endpoint === 'timeline');

export const failedLoad = {
  id: 'failed-load',
  needs: ['response-received', 'page-loaded', 'page-context'],
  detect: (signals, now) => {
    const load = signals.findLast(isLoad);
    if (!load?.failure || !OUTAGE_CLASSES.includes(load.failure) || now - load.at > FRESH_MS)
      return undefined;
    // Another page, or another chat, loads its own.
    if (last(signals, 'page-loaded', load.at + 1)) return undefined;
    const place = last(signals, 'page-context', load.at + 1);
    if (place && load.conversationId !== null && place.conversationId !== load.conversationId)
      return undefined;
    const provisional = now - load.at < MOMENT_MS;
    const recheckAt = provisional ? load.at + MOMENT_MS : load.at + FRESH_MS + 1;
    const evidence = { status: load.status, failure: load.failure };
    return finding('failed-load', { since: load.at }, evidence, { provisional, recheckAt });
  },
} as const satisfies Detector;
