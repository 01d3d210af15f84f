import type { HopId, Severity, VerdictId } from '@/utils/diagnosis/types';

// The pages must stay small: the two tables below repeat values whose module would bring the schemas along.
// tests/unit/components/severity.test.ts holds them to the originals.

export const SEVERITY_OF: Record<VerdictId, Severity> = {
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

export const HOP_ORDER: readonly HopId[] = ['you', 'internet', 'edge', 'claude', 'session', 'chat'];
