import { describe, expect, test } from 'vitest';
import { ofThisChat, planOf, type Situation, spacingInTrouble } from '@/utils/probes/plan';
import { PROBE_IDS } from '@/utils/probes/types';
import { a, goodTry } from '../signals/given';
import { earlier, NOW } from './given';

const long = NOW - 5 * 60_000;
const inChat = a('page-context', long);
const plan = (special: Partial<Situation> = {}) =>
  planOf({
    ...{
      signals: [inChat],
      own: [],
      shared: [],
      tabWasTried: false,
      loadingSince: null,
      spacingMs: 60_000,
      reach: 'whole',
      now: NOW,
    },
    ...special,
  });
const marked = (special: Partial<Situation>) => plan(special).marks.map(({ id }) => id);

test('nothing is known: all is asked, and all is under way', () => {
  expect(plan()).toMatchObject({ outside: true, questions: ['organizations', 'chat'] });
  expect(marked({})).toEqual([...PROBE_IDS]);
});

test('a reply has just worked: nothing is asked', () => {
  const signals = [inChat, ...goodTry('lx-1', NOW - 12_000)];
  expect(plan({ signals })).toMatchObject({ outside: false, questions: [], marks: [] });
  expect(Object.keys(plan({ signals }).known.seen)).toEqual([...PROBE_IDS]);
});

test('a call has just worked: the chat alone is asked after', () => {
  const signals = [inChat, a('response-received', NOW - 9_000, { endpoint: 'list', conversationId: null })];
  expect(plan({ signals })).toMatchObject({ outside: false, questions: ['chat'] });
  expect(marked({ signals })).toEqual(['chat']);
});

test('of a new chat there is nothing to ask', () => {
  const signals = [a('page-context', long, { path: '/new', conversationId: null })];
  expect(plan({ signals })).toMatchObject({ questions: ['organizations'], known: { chat: null } });
});

describe('once a minute', () => {
  const asked = (agoMs: number) => PROBE_IDS.map((id) => earlier(id, 'ok', agoMs));

  test('the tab', () => {
    expect(plan({ own: asked(59_000) }).questions).toEqual([]);
    expect(plan({ own: asked(61_000) }).questions).toEqual(['organizations', 'chat']);
  });
  test('the way to the edge, whichever tab it was asked for', () => {
    expect(plan({ shared: asked(59_000) }).outside).toBe(false);
    expect(plan({ own: asked(5_000) }).outside).toBe(true);
    expect(plan({ shared: asked(61_000) }).outside).toBe(true);
  });
  test('more seldom, when nobody looks', () => {
    const rare = { own: asked(200_000), shared: asked(200_000), spacingMs: 300_000 };
    expect(plan(rare)).toMatchObject({ outside: false, questions: [], marks: [] });
    expect(plan(rare).known.held).toHaveLength(5);
  });
  test('what was known without a question does not count as one', () => {
    const own = asked(5_000).map((one) => ({ ...one, tookMs: null }));
    expect(plan({ own }).questions).toEqual(['organizations', 'chat']);
  });
  test('a question that is still open does', () => {
    const own = asked(5_000).map((one) => ({ ...one, tookMs: null, state: 'checking' as const }));
    expect(plan({ own, shared: own })).toMatchObject({ outside: false, questions: [] });
  });
  test('a clock that was set back asks again', () => {
    expect(plan({ own: asked(-120_000), shared: asked(-120_000) })).toMatchObject({ outside: true });
  });
});

describe('only whether Claude answers', () => {
  const narrow = (special: Partial<Situation> = {}) => plan({ reach: 'claude', ...special });
  const known = PROBE_IDS.map((id) => earlier(id, 'ok', 200_000));

  test('is one request of the tab', () => {
    expect(narrow()).toMatchObject({ outside: false, questions: ['organizations'] });
    expect(narrow().marks.map(({ id }) => id)).toEqual(['claude', 'session']);
  });
  test('leaves what is known of the other links as it is', () => {
    expect(narrow({ own: known }).known.held.map(({ id }) => id)).toEqual(['internet', 'edge', 'chat']);
  });
  test('a tab that can not be asked: the edge instead', () => {
    const own = [...known.slice(0, 2), { ...earlier('claude', 'unknown', 90_000), cause: 'no_tab' }];
    expect(narrow({ own })).toMatchObject({ outside: true });
  });
  test('who looks right after it asks for the rest', () => {
    const own = [earlier('claude', 'ok', 20_000), earlier('session', 'ok', 20_000)];
    expect(plan({ own })).toMatchObject({ outside: true, questions: ['chat'] });
  });
});

test('trouble that lasts for a working day costs few looks', () => {
  let looks = 0;
  const day = 8 * 3_600_000;
  for (let at = 0, latest = Number.NEGATIVE_INFINITY; at < day; at += 60_000) {
    if (at - latest < spacingInTrouble(at)) continue;
    latest = at;
    looks += 1;
  }
  expect(looks).toBeLessThanOrEqual(45);
  expect(spacingInTrouble(30_000)).toBe(60_000);
});

test('a tab that did not answer is not asked again at once', () => {
  expect(plan({ tabWasTried: true })).toMatchObject({ outside: true, questions: [] });
  expect(marked({ tabWasTried: true })).toEqual(['internet', 'edge']);
});

test('what was said of another chat does not hold for this one', () => {
  const own = PROBE_IDS.map((id) => earlier(id, 'ok', 30_000));
  const moved = [a('page-context', NOW - 10_000)];
  expect(ofThisChat(own, moved).map(({ id }) => id)).toEqual(['internet', 'edge', 'claude', 'session']);
  expect(plan({ own, signals: moved }).known.held).toHaveLength(4);
  expect(plan({ own, signals: moved }).questions).toEqual([]);
});
