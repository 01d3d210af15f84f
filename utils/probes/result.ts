import type { Answers, ProbeId, ProbeResult } from './types';

type Told = Partial<Pick<ProbeResult, 'cause' | 'status' | 'tookMs' | 'at' | 'trace'>>;

export const result = (
  id: ProbeId,
  state: ProbeResult['state'],
  now: number,
  { cause = null, status = null, tookMs = null, at = now, trace }: Told = {},
): ProbeResult => ({ id, state, cause, status, at, tookMs, ...(trace && { trace }) });

/** What the tab saw working counts without a request. */
export function known(id: ProbeId, { seen, held }: Answers, now: number): ProbeResult | undefined {
  const at = seen[id];
  return at === undefined ? held.find((one) => one.id === id) : result(id, 'ok', now, { at });
}
