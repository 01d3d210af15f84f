// Without schemas, so that pages and content scripts can have these tables for nothing.

/** Verdict ids are stored and shown in reports: never rename one without a migration. */
export const VERDICT_IDS = [
  'ok',
  'offline',
  'network',
  'challenge',
  'signed-out',
  'limit',
  'chat',
  'frozen',
  'page',
  'model',
  'degraded',
  'down',
  'unclear',
] as const;
export type VerdictId = (typeof VERDICT_IDS)[number];

/** What the badge shows: whose trouble it is, and how large. */
export type Severity = 'none' | 'you' | 'claude' | 'claude-down' | 'unknown';

export const SEVERITIES: Record<VerdictId, Severity> = {
  ok: 'none',
  offline: 'you',
  network: 'you',
  challenge: 'you',
  'signed-out': 'you',
  limit: 'you',
  chat: 'you',
  frozen: 'you',
  page: 'you',
  model: 'claude',
  degraded: 'claude',
  down: 'claude-down',
  unclear: 'unknown',
};

/** The links between the user and an answer, in the order in which a request passes them. */
export const HOP_IDS = ['you', 'internet', 'edge', 'claude', 'session', 'chat'] as const;
export type HopId = (typeof HOP_IDS)[number];
export type HopState = 'ok' | 'bad' | 'unknown' | 'checking';
