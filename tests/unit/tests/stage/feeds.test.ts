import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { communitySources } from '@/utils/status/registry';
import { observe, surgeOf } from '@/utils/status/surge';
import type { CommunitySource } from '@/utils/status/types';
import { startStage } from '../../../stage/stage.ts';
import type { Stage } from '../../../stage/types.ts';
import { ask } from './client.ts';

/** Posts come at their own moments: what is seen of a surge so far depends on the minute in which one looks. */
const NOW = Date.UTC(2026, 9, 14, 15, 2);

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
});
afterAll(async () => {
  vi.useRealTimers();
  await stage.close();
});
beforeEach(() => stage.reset());

async function said(source: CommunitySource) {
  const now = Date.now();
  const url = new URL(source.urls(now)[0] ?? '');
  const { status, body } = await ask(stage, url.pathname + url.search, { host: url.host });
  return { now, answer: source.parse({ status, body }, now) };
}

async function stateOf(source: CommunitySource): Promise<string> {
  const { now, answer } = await said(source);
  if (!answer.ok) return answer.error;
  const { report } = surgeOf(observe(undefined, answer.value, source, now), source, now);
  return report.problem ?? report.state;
}

const states = async (): Promise<Record<string, string>> =>
  Object.fromEntries(
    await Promise.all(communitySources.map(async (source) => [source.id, await stateOf(source)])),
  );

test('a quiet day: what has enough of a past is well, and what shows only its last hours has to learn', async () => {
  expect(await states()).toEqual({
    'hacker-news': 'ok',
    'github-issues': 'ok',
    reddit: 'learning',
    mastodon: 'ok',
  });
});

test('a surge of an hour is one, and the same posts are there at the next request', async () => {
  stage.set({ feeds: 'busy' });
  const found = await states();
  expect(found).toMatchObject({ 'hacker-news': 'trouble', 'github-issues': 'trouble', mastodon: 'trouble' });
  const [first, second] = [await said(communitySources[0]), await said(communitySources[0])];
  expect(first.answer.ok && second.answer.ok && second.answer.value.posts).toEqual(
    first.answer.ok && first.answer.value.posts,
  );
});

test('a rate of its own, for one host', async () => {
  stage.set({ feeds: 'busy', complaints: { 'hn.algolia.com': { surgePerHour: 0 } } });
  expect(await states()).toMatchObject({ 'hacker-news': 'ok', 'github-issues': 'trouble' });
});

test('faults by host: one fails and the others answer', async () => {
  stage.fail({ on: 'feed', kind: 'html-503', host: 'api.github.com' });
  stage.fail({ on: 'feed', kind: 'redirect', host: 'mastodon.social' });
  const found = await states();
  expect(found).toMatchObject({ 'hacker-news': 'ok', 'github-issues': 'http-503', mastodon: 'http-302' });
});

test('GitHub takes ten questions a minute', async () => {
  const [, github] = communitySources;
  const answers: string[] = [];
  for (let count = 0; count < 12; count += 1) answers.push(await stateOf(github));
  expect(answers.filter((answer) => answer === 'http-403')).toHaveLength(2);
});
