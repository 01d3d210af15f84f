/** The official page's past incidents, read when somebody looks, and kept. */
import * as z from 'zod/mini';
import { fail, type Result } from '@/utils/result';
import type { FetchText } from '@/utils/status/ask';
import { epochMs } from '@/utils/status/epoch-ms';
import {
  INCIDENTS_URL,
  type PastIncident,
  PastIncidentSchema,
  readHistory,
} from '@/utils/status/incident-history';

const TIMEOUT_MS = 8_000;
/** 290 kB at each look would be rude. */
const EVERY_MS = 60 * 60_000;
/** When the user asks again after a failure. */
const AGAIN_MS = 60_000;

/** The status page's own host, and the one that its vendor serves the same page from. */
const URLS = [INCIDENTS_URL, INCIDENTS_URL.replace('status.claude.com', 'anthropic.statuspage.io')];

export const OfficialHistorySchema = z.object({
  /** Epoch ms of the last try; null for never. */
  askedAt: z.nullable(epochMs),
  /** Epoch ms at which `rows` were read; null for never. */
  answeredAt: z.nullable(epochMs),
  /** Why the last try gave nothing, such as `http-503`; null when it did. */
  problem: z.nullable(z.string()),
  /** Newest first. */
  rows: z.array(PastIncidentSchema),
});
export type OfficialHistory = z.infer<typeof OfficialHistorySchema>;

/** `again`: the user asks for it. */
export function isDue({ askedAt, problem }: OfficialHistory, now: number, again: boolean): boolean {
  // A clock that was set back must not silence us for good.
  if (askedAt === null || askedAt > now) return true;
  return now - askedAt >= (again && problem !== null ? AGAIN_MS : EVERY_MS);
}

/** What can't be read leaves what is known as it was, and says why. Never rejects. */
export async function readAnew(
  before: OfficialHistory,
  fetchText: FetchText,
  now: () => number,
): Promise<OfficialHistory> {
  let heard: Result<readonly PastIncident[]> = fail('not-asked');
  for (const url of URLS) {
    heard = await fetchText(url, TIMEOUT_MS).then(
      (answer) => readHistory(answer, now()),
      () => fail('network'),
    );
    if (heard.ok) break;
  }
  const askedAt = now();
  return heard.ok
    ? { askedAt, answeredAt: askedAt, problem: null, rows: [...heard.value] }
    : { ...before, askedAt, problem: heard.error };
}
