import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fetch } from '@/utils/claude/client-answer';
import { listConversations } from '@/utils/claude/list';

const json = (value: unknown, init?: ResponseInit): Response => new Response(JSON.stringify(value), init);

interface Row {
  uuid: string;
  is_starred?: boolean;
  is_archived?: boolean;
}

/** What somebody does in another tab between two pages. */
type Change = { readonly do: 'touch' | 'delete'; readonly at: number } | { readonly do: 'new' };

/** claude.ai's list of an account that changes after each page; `limit` is the most that it gives. */
function living(size: number, changes: readonly Change[], limit = 50) {
  let rows: Row[] = Array.from({ length: size }, (_, index) => ({ uuid: `c${index}` }));
  const left = [...changes];
  let asked = 0;
  const change = (): void => {
    const next = left.shift();
    if (next?.do === 'new') rows = [{ uuid: `new${left.length}` }, ...rows];
    else if (next) {
      const [found] = rows.splice(next.at % Math.max(1, rows.length), 1);
      if (found && next.do === 'touch') rows = [found, ...rows];
    }
  };
  const fetch: Fetch = async (url) => {
    asked += 1;
    const query = new URL(url).searchParams;
    if (query.has('archived') || query.has('starred')) return json({ data: [], has_more: false });
    const offset = Number(query.get('offset'));
    const data = rows.slice(offset, offset + Math.min(limit, Number(query.get('limit'))));
    const has_more = offset + data.length < rows.length;
    change();
    return json({ data, has_more });
  };
  return { fetch, rows: () => rows, asked: () => asked };
}

async function listed(fetch: Fetch) {
  const answer = await listConversations(fetch, 'org');
  if (!answer.ok) throw new Error(answer.error);
  return { ...answer.value, ids: answer.value.rows.map(({ uuid }) => uuid) };
}

describe('a list that changes while it is read', () => {
  const someChange = fc.oneof(
    fc.record({ do: fc.constantFrom('touch' as const, 'delete' as const), at: fc.nat(300) }),
    fc.constant({ do: 'new' as const }),
  );

  test('shows every chat that is there from the beginning to the end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(260), fc.array(someChange, { maxLength: 7 }), async (size, changes) => {
        const account = living(size, changes);
        const before = new Set(account.rows().map(({ uuid }) => uuid));
        const { ids } = await listed(account.fetch);
        const found = new Set(ids);
        const missed = account.rows().filter(({ uuid }) => before.has(uuid) && !found.has(uuid));
        expect(missed).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('a quiet one costs hardly more than its pages', async () => {
    const account = living(1_000, []);
    expect((await listed(account.fetch)).ids).toHaveLength(1_000);
    expect(account.asked()).toBeLessThanOrEqual(26);
  });

  test('many deleted at once above the place are noticed', async () => {
    let rows = Array.from({ length: 200 }, (_, index) => ({ uuid: `c${index}` }));
    let pages = 0;
    const fetch: Fetch = async (url) => {
      const query = new URL(url).searchParams;
      if (query.has('archived') || query.has('starred')) return json({ data: [], has_more: false });
      const offset = Number(query.get('offset'));
      const data = rows.slice(offset, offset + 50);
      const has_more = offset + 50 < rows.length;
      pages += 1;
      if (pages === 2) rows = rows.slice(40);
      return json({ data, has_more });
    };
    const found = new Set((await listed(fetch)).ids);
    expect(rows.filter(({ uuid }) => !found.has(uuid))).toEqual([]);
  });

  test('a server that gives smaller pages than were asked for', async () => {
    expect((await listed(living(120, [], 30).fetch)).ids).toHaveLength(120);
  });
});

describe('what a list is made of', () => {
  test('starred and archived ones that the plain list leaves out', async () => {
    const all = [{ uuid: 'plain' }, { uuid: 'star', is_starred: true }, { uuid: 'old', is_archived: true }];
    const fetch: Fetch = async (url) => {
      const query = new URL(url).searchParams;
      const fits = (row: Row) =>
        query.get('starred') === String(row.is_starred === true && !row.is_archived) ||
        (query.get('archived') === 'true' && row.is_archived === true);
      const plain = !query.has('starred') && !query.has('archived');
      return json({ data: plain ? [all[0]] : all.filter(fits), has_more: false });
    };
    const found = await listed(fetch);
    expect(new Set(found.ids)).toEqual(new Set(['plain', 'star', 'old']));
    expect(found).toMatchObject({ whole: true, problem: null });
  });

  test('a malformed row costs itself, and the list is not whole', async () => {
    const fetch: Fetch = async () => json({ data: [{ uuid: 'a' }, { uuid: 7 }, null, { uuid: 'b' }] });
    expect(await listed(fetch)).toMatchObject({ ids: ['a', 'b'], whole: false, problem: 'unknown-shape' });
  });

  test('a list that fails in the middle gives what it has shown, and says why', async () => {
    const fetch: Fetch = async (url) => {
      if (url.includes('archived')) throw new TypeError('Failed to fetch');
      return json({ data: [{ uuid: 'a' }], has_more: false });
    };
    expect(await listed(fetch)).toMatchObject({ ids: ['a'], whole: false, problem: 'network' });
  });

  test('the older list tells nothing of what is deleted', async () => {
    const fetch: Fetch = async (url) =>
      url.includes('_v2') ? json({}, { status: 404 }) : json([{ uuid: 'a' }]);
    expect(await listed(fetch)).toMatchObject({ ids: ['a'], whole: false, problem: null });
  });
});
