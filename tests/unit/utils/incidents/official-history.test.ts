import { describe, expect, test } from 'vitest';
import { isDue, type OfficialHistory, readAnew } from '@/utils/incidents/official-history';
import type { FetchText } from '@/utils/status/ask';
import { PAGE_ID } from '@/utils/status/claude-status-page';
import { HOUR_MS, MINUTE_MS, NOW, past } from './past';

const before: OfficialHistory = {
  ...{ askedAt: NOW - HOUR_MS, answeredAt: NOW - HOUR_MS, problem: null, rows: [past()] },
};
const page = {
  status: 200,
  body: JSON.stringify({
    page: { id: PAGE_ID },
    incidents: [
      { id: 'n1', name: 'Claude.ai unavailable', impact: 'major', started_at: '2026-11-20T09:00:00Z' },
    ],
  }),
};

function asked(answers: Record<string, FetchText extends (...a: never) => Promise<infer A> ? A : never>) {
  const hosts: string[] = [];
  const fetchText: FetchText = async (url) => {
    const { host } = new URL(url);
    hosts.push(host);
    const answer = answers[host];
    if (!answer) throw new TypeError('Failed to fetch');
    return answer;
  };
  return { hosts, read: () => readAnew(before, fetchText, () => NOW) };
}

describe('the official history', () => {
  test('is read from the page itself, with one request', async () => {
    const { hosts, read } = asked({ 'status.claude.com': page });
    expect(await read()).toMatchObject({
      ...{ askedAt: NOW, answeredAt: NOW, problem: null, rows: [{ title: 'Claude.ai unavailable' }] },
    });
    expect(hosts).toEqual(['status.claude.com']);
  });

  test('and else from the host behind it', async () => {
    const { hosts, read } = asked({ 'anthropic.statuspage.io': page });
    expect(await read()).toMatchObject({ problem: null, rows: [{ id: 'n1' }] });
    expect(hosts).toEqual(['status.claude.com', 'anthropic.statuspage.io']);
  });

  test.each([
    ['blocked', { status: 405, body: '' }, 'http-405'],
    ['HTML', { status: 200, body: '<html>All Systems Operational</html>' }, 'not-readable'],
    ['half a JSON', { status: 200, body: page.body.slice(0, 60) }, 'not-readable'],
    [
      'an empty list',
      { status: 200, body: JSON.stringify({ page: { id: PAGE_ID }, incidents: [] }) },
      'empty',
    ],
  ])('%s leaves what was known, with its age and the reason', async (_, answer, problem) => {
    const { read } = asked({ 'status.claude.com': answer, 'anthropic.statuspage.io': answer });
    expect(await read()).toEqual({ ...before, askedAt: NOW, problem });
  });

  test('is asked for once an hour; again after a minute only when the user wants it after a failure', () => {
    const now = (ms: number, problem: string | null, again: boolean) =>
      isDue({ ...before, askedAt: NOW, problem }, NOW + ms, again);
    expect(now(59 * MINUTE_MS, null, false)).toBe(false);
    expect(now(59 * MINUTE_MS, null, true)).toBe(false);
    expect(now(60 * MINUTE_MS, null, false)).toBe(true);
    expect(now(2 * MINUTE_MS, 'network', false)).toBe(false);
    expect(now(2 * MINUTE_MS, 'network', true)).toBe(true);
    expect(now(MINUTE_MS / 2, 'network', true)).toBe(false);
    expect(now(-HOUR_MS, null, false)).toBe(true);
  });
});
