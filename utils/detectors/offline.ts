/**
 * The browser itself says that it has no network. `true` proves nothing, so only `false` counts.
 * Seen: tests/fixtures/signals/offline.json (2026-11).
 */
import { last } from '@/utils/signals/finality';
import { finding } from './finding';
import type { Detector } from './types';

export const offline = {
  id: 'offline',
  needs: ['connectivity'],
  detect: (signals) => {
    const latest = last(signals, 'connectivity');
    return latest && !latest.online ? finding('offline', { since: latest.at }, {}) : undefined;
  },
} as const satisfies Detector;
