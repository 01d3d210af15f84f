import type { Answer, Report, StatusSource, Witness } from './types';

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
export async function ask(source: StatusSource, fetchText: FetchText, now: () => number): Promise<Witness> {
  let report: Report = silent(source.id);
  for (const url of source.urls) {
    report = await read(source, url, fetchText, now);
    if (report.state !== 'unknown') break;
  }
  const askedAt = now();
  return { ...report, id: source.id, askedAt, answeredAt: report.state === 'unknown' ? null : askedAt };
}

async function read(
  source: StatusSource,
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
