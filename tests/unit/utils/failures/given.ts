import 'fake-indexeddb/auto';
import { type FailureDatabase, openFailures } from '@/utils/failures/database';
import type { Failure } from '@/utils/failures/types';

export const NOW = Date.UTC(2026, 10, 20, 14);

/** A log of its own for every test. */
export const freshLog = (name: string = crypto.randomUUID()): Promise<FailureDatabase> => openFailures(name);

export const failure = (more: Partial<Failure> = {}): Failure => ({
  version: 1,
  key: '7.abc',
  at: NOW - 60_000,
  class: 'overloaded',
  where: 'send',
  protocol: 'legacy',
  status: 529,
  errorType: 'overloaded_error',
  errorCode: null,
  requestId: null,
  ray: '9f1a2b3c4d5e6f70-FRA',
  model: 'Sonnet 4.6',
  buildId: 'c41f9e07',
  latencyMs: 640,
  silentMs: null,
  page: { retries: 2, said: 'banner-with-retry', end: 'gave-up' },
  ...more,
});
