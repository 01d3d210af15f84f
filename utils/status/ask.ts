import { fail, type Result } from '@/utils/result';
import type { Answer, CommunitySource, OfficialSource, Report, Sighting, Witness } from './types';

export type FetchText = (url: string, timeoutMs: number) => Promise<Answer>;

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

/** One request per poll; the next address only when the one before can't be read. Never rejects. */
export async function ask(source: OfficialSource, fetchText: FetchText, now: () => number): Promise<Witness> {
  let report: Report = silent(source.id);
  for (const url of source.urls) {
    report = await read(source, url, fetchText, now);
    if (report.state !== 'unknown') break;
  }
  const askedAt = now();
  return { ...report, id: source.id, askedAt, answeredAt: report.state === 'unknown' ? null : askedAt };
}

async function read(
  source: OfficialSource,
  url: string,
  fetchText: FetchText,
  now: () => number,
): Promise<Report> {
  try {
    return source.parse(await fetchText(url, TIMEOUT_MS), now());
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
      heard = source.parse(await fetchText(url, TIMEOUT_MS), now());
    } catch {
      heard = fail('network');
    }
    if (heard.ok) break;
  }
  return heard;
}
