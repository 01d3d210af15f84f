import { describe, expect, test } from 'vitest';
import { diagnose, type Observations } from '@/utils/diagnosis/diagnose';
import { NO_HISTORY } from '@/utils/diagnosis/history';
import { USUAL } from '@/utils/status/incident-history';
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

const since = (minutes: number, rest: object = {}) =>
  found('failed-send', overloaded, { since: NOW - minutes * MINUTE_MS, ...rest });
const calm = [official('ok'), crowd('hacker-news', 'ok')];
const unread = [official('unknown'), crowd('hacker-news', 'unknown')];
const naming = (models: string[] | 'many') => [
  official('trouble', { impact: 'minor', official: page([incident('Elevated errors', 'yes', { models })]) }),
];
const opus = (more: object = {}) => found('failed-send', { ...overloaded, model: 'Opus 4.8', ...more });
const open = (minutes: number) => ({
  ...NO_HISTORY,
  incident: { startedAt: NOW - minutes * MINUTE_MS, verdict: 'degraded' as const, failures: 2 },
});

test.each<[string, Observations, 'wait' | 'act' | null]>([
  ['all is well', given([], calm, worked({ replyAt: NOW })), null],
  ['nothing known', given(), null],
  ['a limit ends by itself', given([found('usage-limit')]), null],
  ['it began suddenly', given([since(1)], calm), 'wait'],
  ['claude.ai still tries', given([since(20, early)], calm), 'wait'],
  ['five minutes, and everybody could be asked and is well', given([since(5)], calm), 'act'],
  ['five minutes, and nobody could be asked', given([since(5)], unread), 'wait'],
  ['ten minutes without a word from anyone', given([since(10)], unread), 'act'],
  ['ten minutes in all tabs together', { ...given([since(1)], unread), history: open(10) }, 'act'],
  ['an hour, but an incident is open', given([since(60)], [official('trouble')]), 'wait'],
  ['an hour, but a community complains', given([since(60)], [crowd('reddit', 'trouble')]), 'wait'],
  ['ten minutes, and trouble of another product', given([since(10)], [elsewhere()]), 'act'],
  ['the session is over', given([found('ended-session')]), 'act'],
  ['… in an incident, too', given([found('ended-session')], [official('trouble')]), 'act'],
  ['no network', given([found('offline')]), 'act'],
  ['a reply that is silent', given([found('frozen-reply')]), 'act'],
  ['… while claude.ai is down', given([found('frozen-reply')], [official('trouble')]), 'wait'],
  ['the official page alone', given([], [official('trouble')], worked({ pageAt: NOW })), 'wait'],
  [
    'the connection is there again',
    { ...given([found('failed-send', { failure: 'network' })]), probes: [probe('edge', 'ok')] },
    'act',
  ],
  ['a model with another to switch to', given([opus()], naming(['Opus 4.8'])), 'act'],
  ['a model without one', given([opus()], naming(['Opus', 'Sonnet', 'Haiku'])), 'wait'],
  ['a model that is gone', given([found('failed-send', { failure: 'model', model: 'Opus 4.1' })]), 'act'],
])('%s', (_, seen, advice) => {
  expect(diagnose(seen, NOW).advice).toBe(advice);
});

function atWork(endsAt: number | null) {
  return official('trouble', { impact: 'minor', official: page([], { ...work(true, -9), endsAt }) });
}

function elsewhere() {
  return official('ok', { official: page([incident('The API is down', 'no')]) });
}

describe('which model instead', () => {
  const fallback = (seen: Observations) => diagnose(seen, NOW).fallback;
  const oneModel = (model: string, answered: string[]) =>
    found('failing-model', { ...overloaded, model, answered });

  test.each<[string, Observations, string | null]>([
    ['the one that answers', given([oneModel('Opus 4.8', ['Haiku 4.5'])]), 'Haiku 4.5'],
    ['the newest other Opus', given([opus()], naming(['Opus 4.8'])), 'Opus 5'],
    ['not one that is named, too', given([opus()], naming(['Opus 4.8', 'Opus 5'])), 'Opus 4.7'],
    ['Sonnet, when every Opus is', given([opus()], naming(['Opus'])), 'Sonnet 5'],
    ['Haiku, when Sonnet is, too', given([opus()], naming(['Opus', 'Sonnet'])), 'Haiku 4.5'],
    ['none, when nothing is left', given([opus()], naming(['Opus', 'Sonnet', 'Haiku'])), null],
    ['none, when "many" fail', given([oneModel('Opus 4.8', [])], naming('many')), null],
    ['none for what is no model’s', given([opus()], [official('trouble')]), null],
    ['none for a model without a name', given([found('error-notice', { meaning: 'model' })]), null],
  ])('%s', (_, seen, name) => {
    expect(fallback(seen)).toBe(name);
  });

  test('an incident of a model that the user doesn’t use changes nothing but the reason', () => {
    const [without, other] = [given([opus()], [official('ok')]), given([opus()], naming(['Sonnet 5']))];
    const { evidence: _, reason: __, ...verdict } = diagnose(other, NOW);
    expect(diagnose(without, NOW)).toMatchObject(verdict);
  });
});

test.each<[string, Observations, object | null]>([
  ['Claude’s trouble', given([since(3)], [official('trouble')]), USUAL],
  ['one model', given([opus()], naming(['Opus 4.8'])), USUAL],
  ['the official page alone', given([], [official('trouble')]), USUAL],
  ['maintenance', given([since(3)], [atWork(null)]), USUAL],
  ['maintenance that says when it ends', given([since(3)], [atWork(NOW + 20 * MINUTE_MS)]), null],
  ['maintenance that should be over', given([since(3)], [atWork(NOW - MINUTE_MS)]), USUAL],
  ['what claude.ai may mend', given([since(1, early)]), null],
  ['the user’s own', given([found('usage-limit')], [official('trouble')]), null],
  ['what can’t be told', given([found('failed-send', { failure: 'network' })]), null],
])('how long it usually lasts: %s', (_, seen, usual) => {
  expect(diagnose(seen, NOW).usual).toEqual(usual);
});

test.each<[string, Observations, number]>([
  ['this tab', given([since(3)]), 3],
  ['the first of all tabs', { ...given([since(3)]), history: open(8) }, 8],
  [
    'this tab, when it is the user’s own',
    { ...given([since(3), found('usage-limit')]), history: open(8) },
    0,
  ],
])('since when: %s', (_, seen, minutes) => {
  expect(Math.floor((NOW - (diagnose(seen, NOW).since ?? 0)) / MINUTE_MS)).toBe(minutes);
});
