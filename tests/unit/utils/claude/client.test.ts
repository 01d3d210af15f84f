import { describe, expect, test } from 'vitest';
import everyBlock from '@/tests/fixtures/conversations/every-block.json';
import listPage from '@/tests/fixtures/conversations/list-page.json';
import organizations from '@/tests/fixtures/conversations/organizations.json';
import { findConversation, listOrganizations, readConversation } from '@/utils/claude/client';
import type { Fetch } from '@/utils/claude/client-answer';
import { listConversations } from '@/utils/claude/list';

const ID = everyBlock.uuid;
const json = (value: unknown, init?: ResponseInit): Response => new Response(JSON.stringify(value), init);
const error = (status: number, body: object, headers: Record<string, string> = {}): Response =>
  json({ type: 'error', error: body }, { status, headers });
const always =
  (make: () => Response): Fetch =>
  async () =>
    make();

describe('readConversation', () => {
  test('asks for the whole tree, with the session, past the cache', async () => {
    const asked: [string, RequestInit][] = [];
    const fetch: Fetch = async (url, init) => {
      asked.push([url, init]);
      return json(everyBlock);
    };
    const answer = await readConversation(fetch, 'org-1', ID);
    expect(asked[0]?.[0]).toBe(
      `https://claude.ai/api/organizations/org-1/chat_conversations/${ID}?tree=True&rendering_mode=messages&render_all_tools=true`,
    );
    expect(asked[0]?.[1]).toMatchObject({ credentials: 'include', cache: 'no-store' });
    expect(answer.ok && new TextDecoder().decode(answer.value.raw)).toBe(JSON.stringify(everyBlock));
  });

  const session = {
    type: 'permission_error',
    message: 'Invalid authorization',
    details: { error_code: 'account_session_invalid' },
  };
  const wrongOrg = { type: 'permission_error', message: 'Invalid authorization for organization' };
  test.each([
    ['a challenge by its header', () => error(403, {}, { 'cf-mitigated': 'challenge' }), 'challenge'],
    [
      'a challenge by its page',
      () => new Response('<title>Just a moment...</title>', { status: 403 }),
      'challenge',
    ],
    ['a session that ended', () => error(403, session), 'signed-out'],
    ['no session', () => error(401, {}), 'signed-out'],
    ['the wrong organisation', () => error(403, wrongOrg), 'not-found'],
    ['a deleted chat', () => error(404, { type: 'not_found_error', message: 'Not found' }), 'not-found'],
    ['a failing server', () => error(500, { type: 'api_error', message: 'Internal server error' }), 'http'],
    ['a gateway page', () => new Response('<html>502: Bad gateway</html>', { status: 502 }), 'http'],
    ['HTML for JSON', () => new Response('<!doctype html><title>Claude</title>'), 'not-json'],
    ['half a JSON', () => new Response(JSON.stringify(everyBlock).slice(0, 900)), 'not-json'],
    ['an empty body', () => new Response(''), 'not-json'],
    ['another shape', () => json({ data: [] }), 'unknown-shape'],
    ['another conversation', () => json({ ...everyBlock, uuid: 'other' }), 'unknown-shape'],
  ])('%s', async (_name, make, expected) => {
    expect(await readConversation(always(make), 'org', ID)).toMatchObject({ ok: false, error: expected });
  });

  test('a limit says how long to wait, in seconds or by the clock of the server', async () => {
    const limited = (headers: Record<string, string>) =>
      readConversation(
        always(() => error(429, {}, headers)),
        'org',
        ID,
      );
    expect(await limited({ 'retry-after': '7' })).toMatchObject({ error: 'limit', retryAfterMs: 7000 });
    const clock = { date: 'Fri, 20 Nov 2026 10:00:00 GMT', 'retry-after': 'Fri, 20 Nov 2026 10:00:30 GMT' };
    expect(await limited(clock)).toMatchObject({ retryAfterMs: 30_000 });
    expect(await limited({ 'retry-after': 'soon' })).toMatchObject({ retryAfterMs: null });
  });

  test('no answer, a body that breaks off, and silence are the network', async () => {
    const broken = () =>
      new Response(new ReadableStream({ pull: (controller) => controller.error(new Error('reset')) }));
    const silent: Fetch = (_url, init) =>
      new Promise((_, reject) => init.signal?.addEventListener('abort', () => reject(new Error())));
    expect(
      await readConversation(async () => Promise.reject(new TypeError('Failed to fetch')), 'org', ID),
    ).toMatchObject({ error: 'network' });
    expect(await readConversation(always(broken), 'org', ID)).toMatchObject({ error: 'network' });
    expect(await readConversation(silent, 'org', ID, { timeoutMs: 5 })).toMatchObject({ error: 'network' });
  });

  test('a body beyond the cap is cut off, not collected', async () => {
    let sent = 0;
    const endless = () =>
      new Response(
        new ReadableStream({
          pull: (controller) => {
            sent += 1000;
            controller.enqueue(new Uint8Array(1000));
          },
        }),
      );
    expect(await readConversation(always(endless), 'org', ID, { maxBytes: 5000 })).toMatchObject({
      error: 'too-large',
    });
    expect(sent).toBeLessThan(10_000);
  });
});

test('other organisations are tried while the answer is "not here", and only then', async () => {
  const fetch: Fetch = async (url) => (url.includes('/org-2/') ? json(everyBlock) : error(404, {}));
  expect(await findConversation(fetch, ['org-1', 'org-2'], ID)).toMatchObject({
    ok: true,
    value: { organizationId: 'org-2' },
  });
  const failing: Fetch = async (url) => (url.includes('/org-2/') ? json(everyBlock) : error(500, {}));
  expect(await findConversation(failing, ['org-1', 'org-2'], ID)).toMatchObject({
    ok: false,
    error: 'http',
    status: 500,
  });
});

test('only organisations that can chat are listed', async () => {
  const answer = await listOrganizations(always(() => json(organizations)));
  expect(answer).toMatchObject({ ok: true, value: [{ name: "Mara's Organization" }] });
});

/** A list that changes while it is read: before page `at`, the conversation `jumps` is touched and goes to the top. */
function driftingList(size: number, at: number, jumps: number): Fetch {
  let rows = Array.from({ length: size }, (_, index) => ({
    uuid: `c${index}`,
    name: `Chat ${index}`,
    added: true,
  }));
  let pages = 0;
  return async (url) => {
    const query = new URL(url).searchParams;
    if (query.has('archived')) return json({ data: [], has_more: false });
    if (pages === at) {
      const jumped = rows.splice(jumps, 1);
      rows = [...jumped, ...rows];
    }
    pages += 1;
    const offset = Number(query.get('offset'));
    return json({ data: rows.slice(offset, offset + 50), has_more: offset + 50 < rows.length });
  };
}

describe('listConversations', () => {
  const ids = async (fetch: Fetch): Promise<string[]> => {
    const answer = await listConversations(fetch, 'org');
    if (!answer.ok) throw new Error(answer.error);
    return answer.value.rows.map((row) => row.uuid);
  };

  test('one page', async () => {
    expect(await ids(always(() => json(listPage)))).toEqual(listPage.data.map((row) => row.uuid));
  });

  test('a conversation that jumps to the top between two pages is found', async () => {
    const found = await ids(driftingList(120, 1, 110));
    expect(found).toHaveLength(120);
    expect(new Set(found)).toContain('c110');
  });

  test.each([
    ['the newer list is gone', () => error(404, {})],
    ['it is HTML', () => new Response('<html>')],
    ['it promises more without end', () => json({ data: [{ uuid: 'c0' }], has_more: true })],
    ['it promises more and is empty', () => json({ data: [], has_more: true })],
  ])('the older list stands in when %s', async (_name, make) => {
    const fetch: Fetch = async (url) =>
      url.includes('_v2') ? make() : json([{ uuid: 'c0' }, { uuid: 'c1' }]);
    expect(await ids(fetch)).toEqual(['c0', 'c1']);
  });

  test('a list that ignores the offset is left after its second page', async () => {
    let asked = 0;
    await listConversations(async (url) => {
      asked += 1;
      return json(url.includes('_v2') ? { data: [{ uuid: 'c0' }], has_more: true } : []);
    }, 'org');
    expect(asked).toBe(3);
  });

  test('a challenge ends it at once', async () => {
    const answer = await listConversations(
      always(() => error(403, {}, { 'cf-mitigated': 'challenge' })),
      'org',
    );
    expect(answer).toMatchObject({ ok: false, error: 'challenge' });
  });

  test('archived conversations are asked for too', async () => {
    const fetch: Fetch = async (url) =>
      json({ data: [{ uuid: url.includes('archived') ? 'old' : 'new' }], has_more: false });
    expect(await ids(fetch)).toEqual(['new', 'old']);
  });
});
