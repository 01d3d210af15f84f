import { describe, expect, test, vi } from 'vitest';
import { ask, askCommunity, silent } from '@/utils/status/ask';
import type { Answer, CommunitySource, OfficialSource, Report } from '@/utils/status/types';

const REPORTS: Record<string, Report> = {
  ok: { state: 'ok', impact: 'none', headline: null, problem: null },
  trouble: { state: 'trouble', impact: 'major', headline: 'Nothing works', problem: null },
};
const unread: Report = { state: 'unknown', impact: 'none', headline: null, problem: 'not-readable' };

const source: OfficialSource = {
  id: 'claude-status-page',
  kind: 'official',
  urls: ['https://one.example/', 'https://two.example/'],
  page: 'https://one.example/',
  everyMs: 60_000,
  parse: ({ body }) => {
    if (body === 'throws') throw new Error('parse');
    return REPORTS[body] ?? unread;
  },
};

/** Asks with these answers, in the order in which they are asked for. */
async function asked(...answers: (string | Error)[]) {
  const urls: string[] = [];
  const fetchText = vi.fn(async (url: string): Promise<Answer> => {
    const answer = answers[urls.length];
    urls.push(url);
    if (answer instanceof Error) throw answer;
    return { status: 200, body: answer ?? '' };
  });
  return { urls, witness: await ask(source, fetchText, () => 5_000) };
}

describe('one question, as few requests as will do', () => {
  test.each<[string, (string | Error)[], number, object]>([
    ['readable at once', ['ok'], 1, { state: 'ok', answeredAt: 5_000 }],
    ['trouble is an answer', ['trouble', 'ok'], 1, { state: 'trouble', headline: 'Nothing works' }],
    ['the first can not be read', ['captcha', 'ok'], 2, { state: 'ok', answeredAt: 5_000 }],
    ['the first is not there', [new TypeError('Failed to fetch'), 'trouble'], 2, { state: 'trouble' }],
    [
      'neither can be read',
      ['captcha', 'captcha'],
      2,
      { state: 'unknown', answeredAt: null, problem: 'not-readable' },
    ],
    [
      'neither is there',
      [new Error('a'), new Error('b')],
      2,
      { state: 'unknown', answeredAt: null, problem: 'network' },
    ],
    ['a parser that throws', ['throws', 'throws'], 2, { state: 'unknown', answeredAt: null }],
  ])('%s', async (_, answers, requests, expected) => {
    const { urls, witness } = await asked(...answers);
    expect(urls).toEqual(source.urls.slice(0, requests));
    expect(witness).toMatchObject({ id: 'claude-status-page', askedAt: 5_000, ...expected });
  });
});

test('before it is asked it has said nothing', () => {
  expect(silent('claude-status-page')).toMatchObject({ state: 'unknown', answeredAt: null, askedAt: null });
});

describe('a community source', () => {
  const community: CommunitySource = {
    id: 'hacker-news',
    kind: 'community',
    urls: (now) => [`https://one.example/?since=${now}`, 'https://two.example/'],
    page: 'https://one.example/',
    everyMs: 60_000,
    quietPerHour: 1,
    parse: ({ status, body }) => {
      if (body === 'throws') throw new Error('parse');
      return status === 200
        ? { ok: true, value: { posts: [], from: 1 } }
        : { ok: false, error: `http-${status}` };
    },
  };
  const asks = async (...answers: (Answer | Error)[]) => {
    const urls: string[] = [];
    const heard = await askCommunity(
      community,
      async (url) => {
        const answer = answers[urls.length];
        urls.push(url);
        if (answer instanceof Error || !answer) throw answer ?? new Error('none left');
        return answer;
      },
      () => 5_000,
    );
    return { urls, heard };
  };
  const good = { status: 200, body: '' };

  test('one request when the first address answers, with the time in it', async () => {
    expect(await asks(good)).toEqual({
      urls: ['https://one.example/?since=5000'],
      heard: { ok: true, value: { posts: [], from: 1 } },
    });
  });

  test.each<[string, (Answer | Error)[], string]>([
    [
      'blocked',
      [
        { status: 403, body: '' },
        { status: 429, body: '' },
      ],
      'http-429',
    ],
    ['no network', [new TypeError('Failed to fetch'), new TypeError('Failed to fetch')], 'network'],
    [
      'a parser that throws',
      [
        { status: 200, body: 'throws' },
        { status: 200, body: 'throws' },
      ],
      'network',
    ],
  ])('%s: why, and never "no complaints"', async (_, answers, error) => {
    expect((await asks(...answers)).heard).toEqual({ ok: false, error });
  });
});
