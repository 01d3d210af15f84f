/**
 * The rules, in order: the first that fits decides. Each row can be checked by itself, and has a test of its own.
 * The user's own evidence leads, the outside corroborates: the official page is late at both ends (median 17 and 39 min), and one
 * community source may be excited about something else. What claude.ai may still mend by itself is told with low confidence.
 */
import { isOnlyHere } from './advice';
import { type Holds, ifAny, ifFound, ifTrue, isFinal, type When } from './case';
import * as outside from './outside';
import * as own from './own-failures';
import * as probe from './probed';
import type { VerdictId } from './severity';
import type { Verdict } from './types';

/** The reason is a word key without its `reason_` prefix. */
export type Rule = readonly [
  reason: string,
  verdict: VerdictId,
  confidence: Verdict['confidence'],
  when: When,
];

const not =
  (holds: Holds): Holds =>
  (failed, is) =>
    !holds(failed, is);

/** A server that stumbles over one chat is up again by then; one that still does may never read it. */
const CHAT_IS_BROKEN_MS = 2 * 60_000;
/** By its own age, not by that of what else failed: asked again after that time, it fails, and the rest answers. */
const chatStaysBroken: Holds = (failed, is) =>
  probe.onlyChatFails({ ...failed, since: failed.since + CHAT_IS_BROKEN_MS }, is);
/** A chat that can't be read, and nothing else that fails. */
const ifOnlyChat = (...all: readonly Holds[]): When =>
  ifClaudes(own.isLoad, probe.onlyChatFails, not(own.isOneOfMany), not(outside.somebodyReports), ...all);

const { ifClaudes, ifNoDocument, FAILURES, LOST, MAYBE_LOST } = own;

/** The way to Claude. */
const WAY: readonly Rule[] = [
  ['browser_offline', 'offline', 'high', ifFound('offline', probe.isStillCut)],
  ['no_network', 'offline', 'high', ifAny([ifNoDocument('offline')], probe.isStillCut)],
  ['nothing_reachable', 'offline', 'medium', ifAny(MAYBE_LOST, probe.nothingIsReachable)],
  ['names_fail', 'network', 'high', ifAny(MAYBE_LOST, probe.namesFail, own.isNameless)],
  ['sites_refused', 'network', 'medium', ifAny(MAYBE_LOST, probe.namesFail, own.isBrokenOff)],
  ['names_seem_to_fail', 'network', 'medium', ifAny(MAYBE_LOST, probe.namesFail, not(own.isToldApart))],
  ['portal', 'network', 'high', ifAny([...MAYBE_LOST, ...FAILURES], probe.portalAnswers)],
  ['refused_between', 'network', 'high', ifAny([...MAYBE_LOST, ...FAILURES], probe.isRefused)],
  ['other_answered', 'network', 'medium', ifFound('blocked-page')],
  ['cut_for_all', 'degraded', 'medium', ifAny(LOST, probe.onlyClaudeIsCut, outside.othersAreHit)],
  ['claude_is_cut', 'network', 'medium', ifAny(MAYBE_LOST, probe.onlyClaudeIsCut)],
  ['edge_fails', 'degraded', 'medium', ifAny(LOST, probe.edgeFails)],
  ['connects_again', 'unclear', 'medium', ifFound('unreachable-page', probe.answersAgain)],
  ['name_unknown', 'network', 'medium', ifNoDocument('dns')],
  ['wrong_certificate', 'network', 'medium', ifNoDocument('tls')],
  ['proxy_fails', 'network', 'medium', ifNoDocument('proxy')],
  ['blocked_here', 'network', 'medium', ifNoDocument('blocked')],
];

/** The user's own: nothing of Claude's fails. */
const YOURS: readonly Rule[] = [
  ['challenged', 'challenge', 'high', ifFound('challenge')],
  ['session_refused', 'signed-out', 'high', ifFound('ended-session', own.isUnwanted)],
  ['sign_in_page', 'signed-out', 'high', ifFound('ended-session')],
  ['session_over', 'signed-out', 'medium', ifAny(FAILURES, (_, is) => probe.sessionIsOver(is))],
  ['session_over', 'signed-out', 'medium', ifTrue(probe.sessionIsOver)],
  // What a tab that hangs showed before, such as a limit that lasts for days, can't be judged now.
  ['tab_hangs', 'page', 'high', ifFound('hung-tab')],
  ['limit_reached', 'limit', 'high', ifFound('usage-limit')],
  ['chat_too_long', 'chat', 'high', ifFound('long-conversation')],
  ['reply_silent', 'frozen', 'high', ifFound('frozen-reply')],
  ['probe_challenged', 'challenge', 'medium', ifAny([...FAILURES, ...LOST], isFinal, probe.isChallenged)],
];

/** Claude's own failures. Two kinds of evidence before "down": the user's tab, and somebody outside. */
const CLAUDES: readonly Rule[] = [
  ['one_model', 'model', 'high', ifFound('failing-model')],
  ['being_retried', 'degraded', 'low', ifClaudes(not(isFinal))],
  ['named_model', 'model', 'high', ifClaudes(own.isMessage, outside.modelIsNamed, outside.officialAgrees)],
  ['named_model', 'model', 'medium', ifClaudes(own.isMessage, outside.modelIsNamed)],
  ['left_behind', 'page', 'medium', ifClaudes(own.isPage, probe.worksAgain, not(outside.somebodyReports))],
  ['official_down', 'down', 'high', ifClaudes(own.nothingWorks, outside.officialSaysDown)],
  ['crowd_down', 'down', 'high', ifClaudes(own.nothingWorks, own.failsOften, outside.crowdComplains)],
  ['maintenance', 'degraded', 'high', ifClaudes((_, is) => outside.workIsDone(is))],
  ['only_this_chat', 'chat', 'medium', ifOnlyChat(chatStaysBroken)],
  ['chat_fails', 'degraded', 'medium', ifOnlyChat()],
  ['only_here', 'unclear', 'low', ifClaudes(isOnlyHere)],
  ['official_agrees', 'degraded', 'high', ifClaudes(outside.officialAgrees)],
  ['crowd_agrees', 'degraded', 'high', ifClaudes(outside.crowdComplains)],
  ['often_two_minds', 'degraded', 'high', ifClaudes(own.failsOften, outside.officialIsOfTwoMinds)],
  ['two_minds', 'degraded', 'medium', ifClaudes(outside.officialIsOfTwoMinds)],
  ['often_other', 'degraded', 'high', ifClaudes(own.failsOften, outside.officialMeansOther)],
  ['other_reported', 'degraded', 'medium', ifClaudes(outside.officialMeansOther)],
  ['fails_often', 'degraded', 'high', ifClaudes(own.failsOften)],
  ['claude_fails', 'degraded', 'medium', ifClaudes()],
  ['model_gone', 'model', 'medium', ifFound('failed-send', ({ evidence }) => evidence.failure === 'model')],
  ['reply_cut', 'frozen', 'high', ifFound('interrupted-reply')],
  ['part_failed', 'degraded', 'medium', ifFound('broken-app', own.isServers)],
  ['app_broken', 'page', 'medium', ifFound('broken-app')],
];

const notice = (meaning: string): When =>
  ifFound('error-notice', ({ evidence }) => evidence.meaning === meaning);

/** Something failed, and whose fault it is can't be told. */
const UNCLEAR: readonly Rule[] = [
  [
    'only_this_chat',
    'chat',
    'medium',
    ifAny([...FAILURES, ifFound('error-notice')], probe.onlyChatFails, not(own.isOneOfMany)),
  ],
  ['connects_again', 'unclear', 'medium', ifAny(LOST, probe.answersAgain)],
  ['claude_silent', 'unclear', 'medium', ifAny(LOST, probe.claudeIsSilent)],
  ['no_document', 'unclear', 'medium', ifFound('unreachable-page')],
  ['connection_lost', 'unclear', 'medium', ifAny(LOST)],
  ['browser_blamed', 'unclear', 'medium', ifFound('failing-page')],
  // A 429 that doesn't say of what: the page may know.
  ['page_says', 'limit', 'low', notice('limit')],
  ['failure_unknown', 'unclear', 'medium', ifAny(FAILURES)],
];

/** The page tells of it and the network didn't show it: the last witness. */
const NOTICES: readonly Rule[] = [
  ['page_says', 'chat', 'low', notice('length')],
  ['page_says', 'degraded', 'low', notice('server')],
  ['page_says', 'degraded', 'low', notice('capacity')],
  ['page_says', 'frozen', 'low', notice('interrupted')],
  ['page_says', 'signed-out', 'low', notice('signed-out')],
  ['page_says', 'model', 'low', notice('model')],
  ['page_says', 'page', 'low', notice('page')],
  ['page_complains', 'unclear', 'low', ifFound('error-notice')],
];

/** Most works. Work that was announced is no trouble that somebody reports. */
const MOST_WORKS: readonly Rule[] = [
  [
    'some_fail_in_maintenance',
    'degraded',
    'high',
    ifFound('flaky-sends', (failed, is) => outside.onlyWorkIsDone(is) && !outside.crowdComplains(failed, is)),
  ],
  ['some_fail_reported', 'degraded', 'high', ifFound('flaky-sends', outside.isReported)],
  ['some_fail', 'degraded', 'medium', ifFound('flaky-sends')],
];

/** Nothing has failed here, and a check has: what was seen to work is older. Shown at once, announced when something fails. */
const CHECKED: readonly Rule[] = [
  ['nothing_reachable', 'offline', 'medium', ifTrue(probe.breaksAt('internet', 'no_internet'))],
  ['names_seem_to_fail', 'network', 'medium', ifTrue(probe.breaksAt('internet', 'dns'))],
  ['portal', 'network', 'high', ifTrue(probe.breaksAt('internet', 'portal'))],
  ['portal', 'network', 'high', ifTrue(probe.breaksAt('edge', 'portal'))],
  ['refused_between', 'network', 'high', ifTrue(probe.breaksAt('edge', 'blocked'))],
  ['check_wanted', 'challenge', 'medium', ifTrue(probe.breaksAt('edge', 'challenge'))],
  ['edge_fails', 'degraded', 'low', ifTrue(probe.breaksAt('edge', 'edge_error'))],
  ['claude_is_cut', 'network', 'medium', ifTrue(probe.breaksBeforeClaude)],
  ['check_fails', 'degraded', 'low', ifTrue(probe.breaksAt('claude', 'overloaded', 'server', 'gateway'))],
  ['claude_silent', 'unclear', 'low', ifTrue(probe.breaksAt('claude', 'slow'))],
  ['chat_missing', 'chat', 'medium', ifTrue(probe.chatIsMissing)],
  ['chat_fails', 'degraded', 'low', ifTrue(probe.breaksAt('chat', 'chat_error'))],
  ['check_unclear', 'unclear', 'low', ifTrue(probe.isBroken)],
];

/** Nothing has failed. A success of the user's own beats a report of trouble. */
const WORKS: readonly Rule[] = [
  // Slowness is no failure; it counts only beside what the official page says.
  ['slow_in_maintenance', 'degraded', 'low', ifFound('slow-replies', (_, is) => outside.onlyWorkIsDone(is))],
  ['slow_reported', 'degraded', 'low', ifFound('slow-replies', outside.officialAgrees)],
  ['works_in_maintenance', 'ok', 'high', ifTrue((is) => own.repliedLately(is) && outside.onlyWorkIsDone(is))],
  ['works_despite', 'ok', 'high', ifTrue((is) => own.repliedLately(is) && outside.officialReports(is))],
  ['reply_came', 'ok', 'high', ifTrue(own.repliedLately)],
  ['official_only', 'degraded', 'low', ifTrue(outside.officialIsDown)],
  ['untested', 'unclear', 'low', ifTrue(own.isUntested)],
  ['page_came', 'ok', 'low', ifTrue((is) => own.isTroubled(is) && own.hasWorked(is))],
  ['page_works', 'ok', 'medium', ifTrue(own.hasWorked)],
];

export const RULES: readonly Rule[] = [
  ...WAY,
  ...YOURS,
  ...CLAUDES,
  ...UNCLEAR,
  ...NOTICES,
  ...MOST_WORKS,
  ...CHECKED,
  ...WORKS,
];

/** When no rule fits. */
export const NOTHING_KNOWN: Rule = ['nothing_known', 'unclear', 'low', () => null];
