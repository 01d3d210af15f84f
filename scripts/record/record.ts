/** From a HAR to a recording that can be shown to anybody, or an error that says why not. */
import { anonymous } from './anonymous.ts';
import type { Written } from './folder.ts';
import { readHar } from './har.ts';
import { isSameJudgement, judgementOf } from './judgement.ts';
import { keptOf } from './kept.ts';
import { leaksOf } from './leaks.ts';

export interface Recorded extends Written {
  readonly unknownWords: readonly string[];
  /** Requests in the file. */
  readonly total: number;
}

/** By chance an invented word may be one that stood there. */
const MOST_TRIES = 8;

export async function record(json: string): Promise<Recorded> {
  const { browser, entries: all } = readHar(json);
  const kept = keptOf(all);
  if (kept.length === 0) throw new Error('Nothing in this file concerns claude.ai.');
  const truth = await judgementOf(kept);
  for (let salt = 0; salt < MOST_TRIES; salt += 1) {
    const { entries, unknownWords, keptSentences } = anonymous(kept, salt);
    if (leaksOf(kept, entries, keptSentences).length > 0) continue;
    const lifeline = await judgementOf(entries);
    if (!isSameJudgement(truth, lifeline)) continue;
    const seen = new Date(entries[0]?.startedAt ?? 0).toISOString().slice(0, 7);
    return { browser, seen, lifeline, entries, unknownWords, total: all.length };
  }
  throw new Error(await whyNot(kept));
}

async function whyNot(kept: Parameters<typeof anonymous>[0]): Promise<string> {
  const { entries, keptSentences } = anonymous(kept);
  const leaks = leaksOf(kept, entries, keptSentences);
  if (leaks.length > 0)
    return `Something of yours would stay in it, so nothing was written: ${leaks.slice(0, 5).join(', ')}`;
  const [before, after] = [await judgementOf(kept), await judgementOf(entries)];
  const lines = before.requests.flatMap((request, index) => {
    const other = after.requests[index];
    const [was, is] = [request.says.join('; '), other?.says.join('; ')];
    return was === is ? [] : [`  request ${index + 1}, ${request.kind} ${request.status}: ${was} → ${is}`];
  });
  return `In other words it would be judged otherwise, so nothing was written:\n${lines.join('\n')}\n  ${before.verdict} → ${after.verdict}`;
}
