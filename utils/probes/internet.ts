/**
 * Whether anything can be reached at all, asked only when claude.ai can't: a neutral site by its name, and Cloudflare's
 * resolver by its address, which needs no name. Only the address answers: names can't be looked up. Only the name answers:
 * some networks refuse that address; the internet is there. Whether they answer is all that is looked at.
 * Seen: tests/fixtures/probes/internet-answers.json (2026-11). When wrong: a network's trouble is called claude.ai's, or the reverse.
 */
import { edge } from './edge';
import { known, result } from './result';
import type { Answer, Answers, Probe, ProbeResult } from './types';

const answered = (answer: Answer | undefined): boolean => answer !== undefined && answer.kind !== 'none';

/** These were said by the edge itself, so the internet lies behind us. */
const SAID_BY_EDGE: readonly (string | null)[] = ['challenge', 'edge_error', 'half'];

const isPassed = ({ state, cause }: ProbeResult): boolean =>
  state === 'ok' || (state !== 'checking' && SAID_BY_EDGE.includes(cause));

/** As long as the edge has not been reached, by us or by the tab. */
export const isInternetInDoubt = (answers: Answers, now: number): boolean =>
  !isPassed(edge.read(answers, now)) && !answers.witnessAnswered;

const SIGN_IN_FIRST = 511;

export const internet = {
  id: 'internet',
  requests: [
    { method: 'GET', url: 'https://example.com/', how: 'opaque' },
    { method: 'GET', url: 'https://1.1.1.1/cdn-cgi/trace', how: 'opaque' },
  ],
  fromTab: [],
  read: (answers, now) => {
    const { name, address, witnessAnswered, checkInternet } = answers;
    const ahead = edge.read(answers, now);
    if (isPassed(ahead)) return result('internet', 'ok', now, { at: ahead.at });
    if (ahead.status === SIGN_IN_FIRST) return result('internet', 'bad', now, { cause: 'portal' });
    const tookMs = Math.max(name?.tookMs ?? 0, address?.tookMs ?? 0);
    if (answered(name)) return result('internet', 'ok', now, { tookMs });
    if (witnessAnswered) return result('internet', 'ok', now);
    if (answered(address)) return result('internet', 'bad', now, { cause: 'dns', tookMs });
    if (name && address) return result('internet', 'bad', now, { cause: 'no_internet', tookMs });
    const before = known('internet', answers, now);
    return before ?? result('internet', 'unknown', now, { cause: checkInternet ? null : 'not_asked' });
  },
} as const satisfies Probe;
