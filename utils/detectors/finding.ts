import type { Finding, FindingEvidence } from './types';

/** A finding that is final unless it says otherwise. */
export const finding = (
  id: string,
  times: { since: number; at?: number },
  evidence: FindingEvidence,
  rest: Partial<Pick<Finding, 'provisional' | 'recheckAt'>> = {},
): Finding => ({
  id,
  since: times.since,
  at: times.at ?? times.since,
  provisional: false,
  recheckAt: null,
  ...rest,
  evidence,
});
