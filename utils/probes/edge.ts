/**
 * Whether the way to claude.ai is open as far as Cloudflare, which stands before it: its trace, or any answer of claude.ai's
 * that the tab got. What the tab meets counts more: its cookies may have passed the check that the background is asked for.
 * A firewall or a proxy answers 403, 407 or 451 in claude.ai's place, a captive portal 511, a redirect or a page of its own.
 * Seen: tests/fixtures/probes/edge-answers.json (2026-11). When wrong: a network's trouble is called Cloudflare's, or the reverse.
 */
import { SITE } from '@/utils/claude/addresses';
import type { TabSaid } from '@/utils/claude/session-check';
import { known, result } from './result';
import { readTrace } from './trace';
import type { Answer, Answers, Probe, ProbeResult } from './types';

type Readable = Extract<Answer, { kind: 'readable' }>;

/** claude.ai's own words: they have passed the edge. */
const FROM_CLAUDE: readonly (TabSaid | undefined)[] = [
  'well',
  'signed-out',
  'overloaded',
  'server',
  'gateway',
  'refused',
];

const reachedByTab = ({ organizations, chat }: Answers): boolean =>
  [organizations, chat].some((one) => FROM_CLAUDE.includes(one?.says));

/** Somebody between refuses. */
const REFUSALS = [403, 407, 451];
const SIGN_IN_FIRST = 511;

function causeOf({ status, body, cut, challenged, cloudflare }: Readable): string {
  if (challenged || /Just a moment/.test(body)) return 'challenge';
  if (status === SIGN_IN_FIRST || status === 0) return 'portal';
  if (REFUSALS.includes(status)) return 'blocked';
  if (cut) return 'half';
  if (status >= 500 || cloudflare) return 'edge_error';
  // A page where a few plain lines should be; nothing at all may be any mistake.
  return body.trim() === '' ? 'half' : 'portal';
}

function readAnswer(answer: Answer, now: number): ProbeResult {
  const { tookMs } = answer;
  if (answer.kind === 'none')
    return result('edge', 'bad', now, { cause: answer.silent ? 'no_answer' : 'unreachable', tookMs });
  if (answer.kind === 'opaque') return result('edge', 'unknown', now, { tookMs });
  const { status } = answer;
  const trace = status === 200 ? readTrace(answer.body) : undefined;
  if (trace === 'half') return result('edge', 'unknown', now, { cause: 'half', status, tookMs });
  if (trace) return result('edge', 'ok', now, { status, tookMs, trace });
  const cause = causeOf(answer);
  return result('edge', cause === 'half' ? 'unknown' : 'bad', now, { cause, status, tookMs });
}

export const edge = {
  id: 'edge',
  requests: [{ method: 'GET', url: `${SITE}/cdn-cgi/trace`, how: 'readable' }],
  fromTab: [],
  read: (answers, now) => {
    const { trace, organizations, chat } = answers;
    const told = (trace && readAnswer(trace, now)) ?? known('edge', answers, now);
    const check = [organizations, chat].find((one) => one?.says === 'challenge');
    if (check) {
      const { status } = check;
      return result('edge', 'bad', now, {
        cause: 'challenge',
        status,
        ...(told?.trace && { trace: told.trace }),
      });
    }
    if (reachedByTab(answers) && told?.state !== 'ok') return result('edge', 'ok', now);
    return told ?? result('edge', 'unknown', now);
  },
} as const satisfies Probe;
