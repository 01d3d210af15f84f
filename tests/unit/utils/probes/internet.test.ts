import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { internet, isInternetInDoubt } from '@/utils/probes/internet';
import type { Answers, ProbeResult } from '@/utils/probes/types';
import { given, NOW, opaque, readable, refused, told } from './given';

interface Row extends Pick<ProbeResult, 'state' | 'cause'> {
  readonly name: string;
  readonly answers: Partial<Answers>;
}
const rows: Row[] = JSON.parse(readFileSync('tests/fixtures/probes/internet-answers.json', 'utf8'));

test.each(rows)('$name: $state', ({ answers, state, cause }) => {
  expect(internet.read(given({ trace: refused, ...answers }), NOW)).toMatchObject({ state, cause });
});

test('two GETs that nobody can read: a name, and an address', () => {
  expect(internet.requests.map(({ method, how, url }) => [method, how, new URL(url).hostname])).toEqual([
    ['GET', 'opaque', 'example.com'],
    ['GET', 'opaque', '1.1.1.1'],
  ]);
});

describe('the edge answers', () => {
  test.each([
    ['whole', readable()],
    ['half', readable('fl=1\nh=claude.ai\n')],
    ['with its own error', readable('<title>500</title>', 500)],
    ['with a check', { ...readable('Just a moment...', 403), challenged: true }],
  ])('%s: the internet is there', (_, trace) => {
    const answers = given({ trace });
    expect(internet.read(answers, NOW)).toMatchObject({ state: 'ok', tookMs: null });
    expect(isInternetInDoubt(answers, NOW)).toBe(false);
  });

  test('511 is the word of the network itself', () => {
    expect(internet.read(given({ trace: readable('', 511) }), NOW)).toMatchObject({
      ...{ state: 'bad', cause: 'portal' },
    });
  });
});

describe('who is asked', () => {
  test.each([
    ['no connection', refused],
    ['no word yet', undefined],
    ['somebody else answers', readable('<title>Welcome</title>', 511)],
  ])('%s: others are asked', (_, trace) => {
    expect(isInternetInDoubt(given({ trace }), NOW)).toBe(true);
  });
  test('nobody, when the tab has reached claude.ai', () => {
    expect(isInternetInDoubt(given({ trace: refused, organizations: told('server', 500) }), NOW)).toBe(false);
  });
  test('nobody, when a witness has answered just now', () => {
    expect(isInternetInDoubt(given({ trace: refused, witnessAnswered: true }), NOW)).toBe(false);
  });
});

test('the slower of the two says how long it took', () => {
  const answers = given({ trace: refused, name: opaque, address: { ...opaque, tookMs: 900 } });
  expect(internet.read(answers, NOW).tookMs).toBe(900);
});
