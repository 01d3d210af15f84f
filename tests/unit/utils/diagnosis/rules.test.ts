import { describe, expect, test } from 'vitest';
import { detectors } from '@/utils/detectors/registry';
import type { Finding } from '@/utils/detectors/types';
import { caseOf } from '@/utils/diagnosis/case';
import { diagnose, type Observations } from '@/utils/diagnosis/diagnose';
import { NO_HISTORY } from '@/utils/diagnosis/history';
import { NOTHING_KNOWN, RULES } from '@/utils/diagnosis/rules';
import type { VerdictId } from '@/utils/diagnosis/severity';
import type { ProbeResult } from '@/utils/probes/types';
import type { OpenIncident, Witness } from '@/utils/status/types';
import { t } from '../../words';
import {
  crowd,
  early,
  found,
  given,
  incident,
  MINUTE_MS,
  NOW,
  official,
  overloaded,
  page,
  probe,
  work,
  worked,
} from './given';

const send = (more: object = {}, rest: object = {}) => found('failed-send', { ...overloaded, ...more }, rest);
const lost = found('failed-send', { failure: 'network', status: null, failed: 1, total: 1 });
const gone = (cause?: string) =>
  found('unreachable-page', { error: 'as it is named', cause } as Finding['evidence']);
const bad502 = (more: object = {}) => found('failing-page', { status: 502, blames: 'host', ...more });
const notice = (meaning: string) => found('error-notice', { meaning });
const flaky = found('flaky-sends', { failed: 2, total: 6, worksNow: true });
const slow = found('slow-replies', { waitMs: 26_000, worksNow: true });
const part = (status: number) => found('broken-app', { app: 'chunk-failed', status });

const crowded = [crowd('hacker-news', 'trouble'), crowd('github-issues', 'trouble')];
const calm = [official('ok'), crowd('hacker-news', 'ok')];
const minor = official('trouble', { impact: 'minor' });
const naming = (models: string[]) =>
  official('trouble', {
    impact: 'minor',
    official: page([incident('Elevated errors', 'yes', { models, impact: 'minor' })]),
  });
/** Still on the page, while claude.ai is marked as working. */
const watched = (models: string[]) =>
  official('ok', { official: page([incident('Elevated errors', 'yes', { models })]) });
const working = (incidents: OpenIncident[]) =>
  official('trouble', { impact: 'minor', official: page(incidents, work(true, -9)) });
const replied = worked({ replyAt: NOW - MINUTE_MS });
const opened = worked({ pageAt: NOW - 5 * MINUTE_MS, callAt: NOW - 5 * MINUTE_MS });

const chat500 = (minutes: number) =>
  found('failed-load', { failure: 'server', status: 500 }, { since: NOW - minutes * MINUTE_MS });

const cutOff = [probe('internet', 'ok'), probe('edge', 'bad', 'unreachable')];
const nothing = [probe('internet', 'bad', 'no_internet'), probe('edge', 'bad', 'unreachable')];
const well = [probe('edge', 'ok'), probe('claude', 'ok'), probe('session', 'ok')];
const out = [probe('edge', 'ok'), probe('claude', 'ok'), probe('session', 'bad', 'signed_out')];
const chatOnly = [...well, probe('chat', 'bad', 'chat_error')];

const because = (findings: Finding[], more: Partial<Observations> = {}): Observations => ({
  ...given(findings),
  ...more,
});
const probing = (findings: Finding[], probes: ProbeResult[], witnesses: Witness[] = []) =>
  because(findings, { probes, witnesses });
const open = (minutes: number, failures: number) => ({
  ...NO_HISTORY,
  incident: { startedAt: NOW - minutes * MINUTE_MS, verdict: 'degraded' as const, failures },
});

/** Replies came, nothing has failed since, and a check has. */
const checked = (probes: ProbeResult[]) => because([], { successes: replied, probes });

type Row = readonly [reason: string, verdict: VerdictId, seen: Observations];

const ROWS: readonly Row[] = [
  ['browser_offline', 'offline', because([found('offline')])],
  ['no_network', 'offline', because([gone('offline')])],
  ['nothing_reachable', 'offline', probing([lost], nothing)],
  ['nothing_reachable', 'offline', probing([found('frozen-reply')], nothing)],
  ['names_fail', 'network', probing([gone('dns')], [probe('internet', 'bad', 'dns')])],
  ['names_seem_to_fail', 'network', probing([lost], [probe('internet', 'bad', 'dns')])],
  ['names_seem_to_fail', 'network', probing([gone('timeout')], [probe('internet', 'bad', 'dns')])],
  ['sites_refused', 'network', probing([gone('broken')], [probe('internet', 'bad', 'dns')])],
  ['wrong_certificate', 'network', probing([gone('tls')], [probe('internet', 'bad', 'dns')])],
  ['portal', 'network', probing([lost], [probe('edge', 'bad', 'portal')])],
  ['portal', 'network', probing([bad502()], [probe('internet', 'bad', 'portal')])],
  ['refused_between', 'network', probing([lost], [probe('edge', 'bad', 'blocked')])],
  ['other_answered', 'network', because([found('blocked-page', { status: 403 })])],
  ['cut_for_all', 'degraded', probing([lost], cutOff, crowded)],
  ['cut_for_all', 'degraded', probing([gone('timeout')], cutOff, [official('trouble')])],
  ['claude_is_cut', 'network', probing([lost], cutOff, [official('ok'), crowd('reddit', 'trouble')])],
  ['edge_fails', 'degraded', probing([lost], [probe('edge', 'bad', 'edge_error')])],
  ['connects_again', 'unclear', probing([gone('dns')], [probe('edge', 'ok')])],
  ['connects_again', 'unclear', probing([lost], well)],
  ['name_unknown', 'network', because([gone('dns')])],
  ['wrong_certificate', 'network', because([gone('tls')])],
  ['proxy_fails', 'network', because([gone('proxy')])],
  ['blocked_here', 'network', because([gone('blocked')])],
  ['challenged', 'challenge', because([found('challenge', { status: 403 })])],
  ['session_refused', 'signed-out', because([found('ended-session', { deliberate: false })])],
  ['sign_in_page', 'signed-out', because([found('ended-session', { deliberate: true })])],
  ['session_over', 'signed-out', probing([send()], out)],
  ['session_over', 'signed-out', probing([], out)],
  ['tab_hangs', 'page', because([found('hung-tab')])],
  [
    'limit_reached',
    'limit',
    because([found('usage-limit')], { witnesses: [official('trouble'), ...crowded] }),
  ],
  ['chat_too_long', 'chat', because([found('long-conversation')])],
  ['reply_silent', 'frozen', because([found('frozen-reply')])],
  ['probe_challenged', 'challenge', probing([lost], [probe('edge', 'bad', 'challenge')])],
  ['one_model', 'model', because([found('failing-model', { ...overloaded, model: 'Opus 4.8' })])],
  ['being_retried', 'degraded', because([send({}, early)], { witnesses: [official('trouble')] })],
  ['named_model', 'model', because([send({ model: 'Opus 4.8' })], { witnesses: [naming(['Opus 4.8'])] })],
  ['named_model', 'model', because([send({ model: 'Opus 4.8' })], { witnesses: [watched(['Opus 4.8'])] })],
  ['two_minds', 'degraded', because([send()], { witnesses: [watched([])] })],
  ['often_two_minds', 'degraded', because([send({ inARow: 3 })], { witnesses: [watched([])] })],
  [
    'other_reported',
    'degraded',
    because([send({ model: 'Opus 4.8' })], { witnesses: [naming(['Haiku 4.5'])] }),
  ],
  [
    'often_other',
    'degraded',
    because([send({ model: 'Opus 4.8', inARow: 3 })], { witnesses: [naming(['Haiku 4.5'])] }),
  ],
  ['some_fail', 'degraded', because([flaky], { witnesses: [watched([])] })],
  ['left_behind', 'page', probing([bad502()], later(well))],
  ['official_down', 'down', because([send()], { witnesses: [official('trouble')] })],
  ['crowd_down', 'down', because([send({ inARow: 3 })], { witnesses: crowded })],
  ['crowd_down', 'down', because([send()], { witnesses: crowded, history: open(9, 4) })],
  [
    'maintenance',
    'degraded',
    because([send()], {
      witnesses: [official('trouble', { impact: 'minor', official: page([], work(true, -9)) })],
    }),
  ],
  ['only_this_chat', 'chat', probing([chat500(3)], chatOnly)],
  ['chat_fails', 'degraded', probing([chat500(1)], chatOnly)],
  ['claude_fails', 'degraded', probing([chat500(1)], [probe('chat', 'bad', 'chat_error')])],
  ['official_agrees', 'degraded', probing([chat500(3)], chatOnly, [minor])],
  ['only_this_chat', 'chat', probing([send({ failure: 'other', status: 400 })], chatOnly)],
  ['only_here', 'unclear', because([send()], { witnesses: calm, history: open(61, 9) })],
  ['official_agrees', 'degraded', because([send()], { witnesses: [minor] })],
  ['crowd_agrees', 'degraded', because([send()], { witnesses: crowded })],
  ['fails_often', 'degraded', because([send({ inARow: 3 })])],
  ['fails_often', 'degraded', because([send()], { history: open(9, 4) })],
  ['claude_fails', 'degraded', because([send()])],
  ['claude_fails', 'degraded', probing([lost], [probe('edge', 'ok'), probe('claude', 'bad', 'gateway')])],
  ['model_gone', 'model', because([send({ failure: 'model', status: 404 })])],
  ['reply_cut', 'frozen', because([found('interrupted-reply')])],
  ['part_failed', 'degraded', because([part(503)])],
  ['app_broken', 'page', because([part(404)])],
  ['claude_silent', 'unclear', probing([lost], [probe('edge', 'ok'), probe('claude', 'bad', 'slow')])],
  ['no_document', 'unclear', because([gone()])],
  ['connection_lost', 'unclear', because([lost])],
  ['browser_blamed', 'unclear', because([bad502({ blames: 'browser' })])],
  ['failure_unknown', 'unclear', because([send({ failure: 'other', status: 400 })])],
  ['page_says', 'limit', because([notice('limit')])],
  ['failure_unknown', 'unclear', because([send({ failure: 'other', status: 429 })])],
  ['page_says', 'limit', because([send({ failure: 'other', status: 429 }), notice('limit')])],
  ['page_says', 'chat', because([notice('length')])],
  ['page_says', 'degraded', because([notice('server')])],
  ['page_says', 'degraded', because([notice('capacity')])],
  ['page_says', 'frozen', because([notice('interrupted')])],
  ['page_says', 'signed-out', because([notice('signed-out')])],
  ['page_says', 'model', because([notice('model')])],
  ['page_says', 'page', because([notice('page')])],
  ['page_complains', 'unclear', because([notice('unknown')])],
  ['some_fail_reported', 'degraded', because([flaky], { witnesses: [minor] })],
  ['some_fail', 'degraded', because([flaky], { witnesses: [crowd('reddit', 'trouble')] })],
  ['slow_reported', 'degraded', because([slow], { witnesses: [minor], successes: replied })],
  [
    'chat_missing',
    'chat',
    because([], { successes: opened, probes: [...well, probe('chat', 'bad', 'chat_missing')] }),
  ],
  ['nothing_reachable', 'offline', checked(nothing)],
  ['names_seem_to_fail', 'network', checked([probe('internet', 'bad', 'dns')])],
  ['portal', 'network', checked([probe('internet', 'bad', 'portal')])],
  ['portal', 'network', checked([probe('internet', 'ok'), probe('edge', 'bad', 'portal')])],
  ['refused_between', 'network', checked([probe('internet', 'ok'), probe('edge', 'bad', 'blocked')])],
  ['check_wanted', 'challenge', checked([probe('internet', 'ok'), probe('edge', 'bad', 'challenge')])],
  ['edge_fails', 'degraded', checked([probe('internet', 'ok'), probe('edge', 'bad', 'edge_error')])],
  ['claude_is_cut', 'network', checked(cutOff)],
  ['check_unclear', 'unclear', checked([probe('internet', 'unknown'), probe('edge', 'bad', 'no_answer')])],
  ['check_fails', 'degraded', checked([probe('edge', 'ok'), probe('claude', 'bad', 'overloaded')])],
  ['claude_silent', 'unclear', checked([probe('edge', 'ok'), probe('claude', 'bad', 'slow')])],
  ['chat_fails', 'degraded', checked(chatOnly)],
  ['some_fail_in_maintenance', 'degraded', because([flaky], { witnesses: [working([])] })],
  ['some_fail_reported', 'degraded', because([flaky], { witnesses: [working([]), ...crowded] })],
  ['slow_in_maintenance', 'degraded', because([slow], { witnesses: [working([])], successes: replied })],
  [
    'slow_reported',
    'degraded',
    because([slow], { witnesses: [working([incident('Replies fail', 'yes')])], successes: replied }),
  ],
  ['works_in_maintenance', 'ok', because([], { successes: replied, witnesses: [working([])] })],
  [
    'works_despite',
    'ok',
    because([], { successes: replied, witnesses: [working([incident('Replies fail', 'yes')])] }),
  ],
  ['works_despite', 'ok', because([], { successes: replied, witnesses: [official('trouble')] })],
  ['reply_came', 'ok', because([], { successes: replied, witnesses: crowded })],
  ['official_only', 'degraded', because([], { successes: opened, witnesses: [official('trouble')] })],
  ['untested', 'unclear', because([], { successes: opened, history: open(4, 3) })],
  ['page_came', 'ok', because([], { successes: opened, history: open(9, 3) })],
  ['page_works', 'ok', because([], { successes: opened, witnesses: crowded })],
  ['nothing_known', 'unclear', given([], [official('ok')])],
];

/** Of half a minute after what was found. */
function later(probes: ProbeResult[]): ProbeResult[] {
  return probes.map((one) => ({ ...one, at: NOW + 31_000 }));
}

describe.each(ROWS)('%s: %s', (reason, verdict, seen) => {
  test('decides', () => {
    expect(diagnose(seen, NOW + 32_000)).toMatchObject({ reason, id: verdict });
  });
});

describe("a chat that can't be read", () => {
  const reasonOf = (findings: Finding[], more: Partial<Observations> = {}, probes = chatOnly) =>
    diagnose(because(findings, { probes, ...more }), NOW).reason;
  const repliedSince = worked({ replyAt: NOW - 30_000 });

  test('is not to blame for the messages that failed before it', () => {
    expect(reasonOf([chat500(1)], { history: open(9, 4) })).toBe('fails_often');
    expect(reasonOf([chat500(3)], { history: open(9, 2) })).toBe('claude_fails');
    const noticed = found('error-notice', { meaning: 'unknown' });
    expect(reasonOf([noticed], { history: open(9, 4) })).toBe('page_complains');
  });
  test('nor for those that fail beside it, nor for its own', () => {
    expect(reasonOf([chat500(3), send()])).toBe('claude_fails');
    expect(reasonOf([send({}, { since: NOW - 3 * MINUTE_MS })])).toBe('claude_fails');
  });
  test('is to blame once a reply has come since it fails', () => {
    expect(reasonOf([chat500(3)], { history: open(9, 4), successes: repliedSince })).toBe('only_this_chat');
    const before = worked({ replyAt: NOW - 4 * MINUTE_MS });
    expect(reasonOf([chat500(3)], { history: open(9, 4), successes: before })).toBe('fails_often');
  });
  test('may have opened the trouble itself', () => {
    expect(reasonOf([chat500(3)], { history: open(3, 4) })).toBe('only_this_chat');
  });
  test('is broken when it fails again after two minutes, and the rest answers then', () => {
    const early = chatOnly.map((one) => ({ ...one, at: NOW - 2 * MINUTE_MS }));
    expect(reasonOf([chat500(3)], {}, early)).toBe('chat_fails');
    const [edge, claude, session, chat] = chatOnly as [ProbeResult, ProbeResult, ProbeResult, ProbeResult];
    const old = { ...claude, at: NOW - 2 * MINUTE_MS };
    expect(reasonOf([chat500(3)], {}, [edge, old, session, chat])).toBe('chat_fails');
  });
});

describe('a check that failed', () => {
  const refused = [probe('edge', 'ok'), probe('claude', 'bad', 'overloaded', NOW - 2 * MINUTE_MS)];
  const idOf = (more: Partial<Observations>) => diagnose(because([], { probes: refused, ...more }), NOW).id;
  const worksSince = (special: object) =>
    idOf({ successes: worked({ pageAt: NOW - 9 * MINUTE_MS, ...special }) });

  test('is disproved by a reply or a call that was answered since, not by one of before', () => {
    expect(worksSince({ replyAt: NOW - 3 * MINUTE_MS })).toBe('degraded');
    expect(worksSince({ replyAt: NOW - MINUTE_MS })).toBe('ok');
    expect(worksSince({ callAt: NOW - MINUTE_MS })).toBe('ok');
  });
  test('is not disproved by what says nothing of that link', () => {
    expect(worksSince({ pageAt: NOW - MINUTE_MS, answerAt: NOW - MINUTE_MS })).toBe('degraded');
    expect(idOf({ successes: opened, witnesses: [official('ok')] })).toBe('degraded');
  });
  test('is disproved by a later check of what lies behind it', () => {
    const probes = [probe('edge', 'bad', 'no_answer', NOW - MINUTE_MS), probe('claude', 'ok')];
    expect(idOf({ successes: opened, probes })).toBe('ok');
  });
  test('says nothing any more after ten minutes', () => {
    const probes = [probe('claude', 'bad', 'overloaded', NOW - 10 * MINUTE_MS)];
    expect(idOf({ successes: worked({ pageAt: NOW - 20 * MINUTE_MS }), probes })).toBe('ok');
  });
  test('is shown, and not yet announced', () => {
    const verdict = diagnose(checked(refused.map((one) => ({ ...one, at: NOW }))), NOW);
    expect(verdict).toMatchObject({ id: 'degraded', provisional: true, confidence: 'low' });
  });
});

test('an incident beside a page that says that all works is no second witness', () => {
  const sureness = (more: object) =>
    diagnose(because([send(more)], { witnesses: [watched(['Opus 4.8'])] }), NOW).confidence;
  expect([sureness({}), sureness({ model: 'Opus 4.8' })]).toEqual(['medium', 'medium']);
});

test('names are blamed for sure only when the browser itself says so', () => {
  const sureness = (failed: Finding) =>
    diagnose(probing([failed], [probe('internet', 'bad', 'dns')]), NOW).confidence;
  expect([gone('dns'), gone('timeout'), gone('broken'), lost].map(sureness)).toEqual([
    'high',
    'medium',
    'medium',
    'medium',
  ]);
  expect(t('reason_sites_refused')).not.toMatch(/DNS|name/);
});

const reasons = new Set([...RULES, NOTHING_KNOWN].map(([reason]) => reason));

test('every rule has its row here: the same reason with the same verdict', () => {
  const rules = [...RULES, NOTHING_KNOWN].map(([reason, verdict]) => `${reason} ${verdict}`);
  expect(new Set(ROWS.map(([reason, verdict]) => `${reason} ${verdict}`))).toEqual(new Set(rules));
});

test.each([...reasons])('%s is told in one sentence', (reason) => {
  expect(t(`reason_${reason}`).replaceAll('claude.ai', 'claude')).toMatch(/^[^.]{15,120}\.$/);
});

test('no rule is in vain: without it another one decides', () => {
  const decided = new Set(
    ROWS.map(([, , seen]) => RULES.find((rule) => rule[3](caseOf(seen, NOW + 32_000)) !== undefined)),
  );
  expect(
    RULES.filter((rule) => !decided.has(rule)).map(([reason, verdict]) => `${reason} ${verdict}`),
  ).toEqual([]);
});

test('detectors that lead to a verdict of their own are all known to the rules', () => {
  const silent = detectors.filter(({ id }) => diagnose(because([found(id)]), NOW).reason === 'nothing_known');
  expect(silent.map(({ id }) => id)).toEqual(['slow-replies']);
});
