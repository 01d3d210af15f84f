/** What the probes say of a failure: they count when they were made since it began, and not too long ago. */
import type { Finding } from '@/utils/detectors/types';
import { PROBE_IDS, type ProbeId, type ProbeResult } from '@/utils/probes/types';
import type { Case, Holds } from './case';

const FRESH_MS = 10 * 60_000;
/** A probe that began before the failure was told may have met the same. */
const EARLY_MS = 5_000;

function probed({ probes, now }: Case, id: ProbeId, since: number): ProbeResult | undefined {
  const probe = probes.find((one) => one.id === id);
  return probe && now - probe.at < FRESH_MS && probe.at >= since - EARLY_MS ? probe : undefined;
}

/** What was well a moment before proves nothing of what came then. */
const isOk = (is: Case, id: ProbeId, { since }: Finding): boolean =>
  probed(is, id, since + EARLY_MS)?.state === 'ok';

/** Nothing has come from the internet since it was told that there is none; what was on its way then may have. */
export const isStillCut: Holds = ({ at }, { reachedAt }) => reachedAt <= at + EARLY_MS;

const hasCause = (is: Case, ids: readonly ProbeId[], causes: readonly string[], since: number): boolean =>
  ids.some((id) => causes.includes(probed(is, id, since)?.cause ?? ''));

const edgeIsCut: Holds = ({ since }, is) => hasCause(is, ['edge'], ['unreachable', 'no_answer'], since);

/** Neither claude.ai nor anything else. */
export const nothingIsReachable: Holds = (finding, is) =>
  hasCause(is, ['internet'], ['no_internet'], finding.since);
/** claude.ai alone can't be reached. */
export const onlyClaudeIsCut: Holds = (finding, is) =>
  edgeIsCut(finding, is) && isOk(is, 'internet', finding);
/** The gateway answers again, and nothing behind it is known to fail. */
export const answersAgain: Holds = (finding, is) =>
  isOk(is, 'edge', finding) && probed(is, 'claude', finding.since)?.state !== 'bad';
const claudeAnswers: Holds = (finding, is) => isOk(is, 'claude', finding);

export const namesFail: Holds = ({ since }, is) => hasCause(is, ['internet'], ['dns'], since);
export const portalAnswers: Holds = ({ since }, is) => hasCause(is, ['internet', 'edge'], ['portal'], since);
export const isRefused: Holds = ({ since }, is) => hasCause(is, ['edge'], ['blocked'], since);
export const isChallenged: Holds = ({ since }, is) => hasCause(is, ['edge'], ['challenge'], since);
export const edgeFails: Holds = ({ since }, is) => hasCause(is, ['edge'], ['edge_error'], since);

/** claude.ai was reached and answered with a 5xx. */
export const claudeAnswersBadly: Holds = ({ since }, is) =>
  hasCause(is, ['claude'], ['overloaded', 'server', 'gateway'], since);

export const claudeIsSilent: Holds = ({ since }, is) => hasCause(is, ['claude'], ['slow'], since);

/** The session was asked after, is over, and nothing has been answered to somebody signed in since. */
export const sessionIsOver = (is: Case): boolean =>
  hasCause(is, ['session'], ['signed_out'], (is.successes.callAt ?? 0) + EARLY_MS);

/** This chat got an answer, and a bad one, while everything before it is well. */
export const onlyChatFails: Holds = (finding, is) =>
  hasCause(is, ['chat'], ['chat_missing', 'chat_error'], finding.since) &&
  claudeAnswers(finding, is) &&
  isOk(is, 'session', finding);

/** Well again, and not only since the same second. */
const LATER_MS = 30_000;
export const worksAgain: Holds = ({ at }, is) =>
  (['edge', 'claude', 'session'] as const).every(
    (id) => probed(is, id, at + LATER_MS + EARLY_MS)?.state === 'ok',
  );

/** It was deleted, or is another account's; nothing else may have failed. */
export const chatIsMissing = (is: Case): boolean => {
  const since = (is.successes.replyAt ?? 0) + EARLY_MS;
  return hasCause(is, ['chat'], ['chat_missing'], since) && probed(is, 'session', since)?.state === 'ok';
};

/** Epoch ms at which the user's tab last saw something pass each link. A page that loads anew brings its chat. */
function passedAt({ successes }: Case): Readonly<Record<ProbeId, number>> {
  const latest = (...times: readonly (number | null)[]): number => Math.max(...times.map((at) => at ?? 0));
  const { answerAt, callAt, pageAt, replyAt } = successes;
  const edge = latest(answerAt, callAt, pageAt, replyAt);
  const claude = latest(callAt, replyAt);
  return { internet: edge, edge, claude, session: claude, chat: latest(pageAt, replyAt) };
}

/** The first link that was just found broken, and that nothing has passed since. */
function brokenLink(is: Case): ProbeResult | undefined {
  const fresh = is.probes.filter(({ at }) => is.now - at < FRESH_MS);
  const passed = passedAt(is);
  const placeOf = ({ id }: ProbeResult): number => PROBE_IDS.indexOf(id);
  const isPassed = (broken: ProbeResult): boolean =>
    passed[broken.id] > broken.at - EARLY_MS ||
    fresh.some((one) => one.state === 'ok' && placeOf(one) > placeOf(broken) && one.at >= broken.at);
  return fresh
    .filter((one) => one.state === 'bad' && !isPassed(one))
    .sort((a, b) => placeOf(a) - placeOf(b))
    .at(0);
}

type Sees = (is: Case) => boolean;

export const isBroken: Sees = (is) => brokenLink(is) !== undefined;

export const breaksAt =
  (id: ProbeId, ...causes: readonly string[]): Sees =>
  (is) => {
    const broken = brokenLink(is);
    return broken?.id === id && causes.includes(broken.cause ?? '');
  };

const stopsAtEdge = breaksAt('edge', 'unreachable', 'no_answer');
/** The internet was checked, too, and is well. */
export const breaksBeforeClaude: Sees = (is) => stopsAtEdge(is) && probed(is, 'internet', 0)?.state === 'ok';
