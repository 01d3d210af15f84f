import type { OwnIncident } from '@/utils/incidents/types';
import type { PastIncident } from '@/utils/status/incident-history';
import type { Maintenance } from '@/utils/status/types';

export const NOW = Date.UTC(2026, 10, 20, 14);
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Official, of an hour, two hours ago. */
export const past = (more: Partial<PastIncident> = {}): PastIncident => ({
  id: 'q7w2xk41',
  title: 'Elevated errors on Claude Opus 4.7',
  impact: 'minor',
  startedAt: NOW - 2 * HOUR_MS,
  resolvedAt: NOW - HOUR_MS,
  models: ['Opus 4.7'],
  surfaces: [],
  concernsChat: 'yes',
  ...more,
});

export const own = (more: Partial<OwnIncident> = {}): OwnIncident => ({
  id: 'own-1',
  startedAt: NOW - 130 * MINUTE_MS,
  endedAt: NOW - 80 * MINUTE_MS,
  verdict: 'degraded',
  model: 'Opus 4.7',
  code: '529',
  failures: 4,
  failedAt: NOW - 84 * MINUTE_MS,
  witnesses: ['claude-status-page'],
  evidence: [{ from: 'tab', key: 'send_failed', values: ['4', '5'], at: NOW - 84 * MINUTE_MS }],
  ...more,
});

export const work = (more: Partial<Maintenance> = {}): Maintenance => ({
  title: 'Database upgrade',
  running: false,
  startsAt: NOW + 3 * HOUR_MS,
  endsAt: NOW + 5 * HOUR_MS,
  concernsChat: 'yes',
  ...more,
});
