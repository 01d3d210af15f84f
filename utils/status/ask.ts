import { fail, type Result } from '@/utils/result';
import { observe, type SurgeState, surgeOf } from './surge';
import type { Answer, CommunitySource, OfficialSource, Report, Sighting, Surge, Witness } from './types';

/** `accept`: media types; JSON without it. */
export type FetchText = (url: string, timeoutMs: number, accept?: string) => Promise<Answer>;

const TIMEOUT_MS = 8_000;

export const silent = (id: Witness['id']): Witness => ({
  id,
  state: 'unknown',
  impact: 'none',
  headline: null,
  problem: 'not-asked',
  answeredAt: null,
  askedAt: null,
});

/**
 * One request per poll; another address only when the one before can't be read, and `first` the one that answered last time. Never
 * rejects.
 */
export async function ask(
  source: OfficialSource,
  fetchText: FetchText,
  now: () => number,
  first = 0,
): Promise<Witness> {
  let report: Report = silent(source.id);
  let address = first;
  for (const [tried] of source.urls.entries()) {
    address = (first + tried) % source.urls.length;
    report = await read(source, source.urls[address] ?? '', fetchText, now);
    if (report.state !== 'unknown') break;
  }
  const askedAt = now();
  const isRead = report.state !== 'unknown';
  return {
    ...report,
    id: source.id,
    askedAt,
    answeredAt: isRead ? askedAt : null,
    address: isRead ? address : first,
  };
}

async function read(
  source: OfficialSource,
  url: string,
  fetchText: FetchText,
  now: () => number,
): Promise<Report> {
  try {
    return source.parse(await fetchText(url, TIMEOUT_MS, source.accept), now());
  } catch {
    return { state: 'unknown', impact: 'none', headline: null, problem: 'network' };
  }
}

/** The same for a community source: what it showed, or why it can't be told. Never rejects. */
export async function askCommunity(
  source: CommunitySource,
  fetchText: FetchText,
  now: () => number,
): Promise<Result<Sighting>> {
  let heard: Result<Sighting> = fail('not-asked');
  for (const url of source.urls(now())) {
    try {
      heard = source.parse(await fetchText(url, TIMEOUT_MS, source.accept), now());
    } catch {
      heard = fail('network');
    }
    if (heard.ok) break;
  }
  return heard;
}

/** What a community source says after one more answer; one that can't be read leaves what was seen before it. */
export interface Heard {
  readonly report: Report;
  readonly surge?: Surge;
  readonly state?: SurgeState;
}

export function heardOf(
  before: SurgeState | undefined,
  answer: Result<Sighting>,
  source: CommunitySource,
  now: number,
): Heard {
  if (answer.ok) {
    const state = observe(before, answer.value, source, now);
    return { ...surgeOf(state, source, now), state };
  }
  const report: Report = { state: 'unknown', impact: 'none', headline: null, problem: answer.error };
  return before ? { report, surge: surgeOf(before, source, now).surge } : { report };
}
