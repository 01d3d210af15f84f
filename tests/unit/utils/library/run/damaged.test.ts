import { beforeEach, expect, test } from 'vitest';
import type { Fetch } from '@/utils/claude/client-answer';
import { checkLibrary } from '@/utils/library/check/check';
import type { CheckDamage, CheckInput } from '@/utils/library/check/check-types';
import { damagedIn, noteDamaged } from '@/utils/library/check/damaged';
import type { LibraryDatabase } from '@/utils/library/database';
import { createRunBook } from '@/utils/library/run/record';
import { createStore } from '@/utils/library/store';
import { type Account, account } from '../account';
import { freshLibrary } from '../fresh-library';
import { freshBrowser, workAs } from './desk';

let database: LibraryDatabase;
let mine: Account;
beforeEach(async () => {
  database = await freshLibrary();
  mine = account(5);
  await backUp();
  mine.asked.length = 0;
});

async function backUp(fetch = mine.fetch) {
  await createRunBook(async () => database).begin({ now: Date.now(), pauseMs: 0 });
  return workAs(freshBrowser(database, fetch), 'page');
}

/** As the library's worker does it. */
async function check(depth: CheckInput['depth'] = 'full'): Promise<readonly string[]> {
  const tools = { signal: new AbortController().signal, report: () => undefined };
  const { damage } = await checkLibrary(database, { depth }, tools);
  await noteDamaged(database, { depth }, damage);
  return damage.map(({ id }) => id);
}

const entryOf = async (id: string) => {
  const entry = await database.get('conversations', id);
  if (!entry) throw new Error(`no ${id}`);
  return entry;
};

async function flip(id: string): Promise<void> {
  const { hash } = (await entryOf(id)).best;
  const bytes = (await database.get('objects', hash))?.slice() ?? new Uint8Array();
  bytes[9] = (bytes[9] ?? 0) ^ 1;
  await database.put('objects', bytes, hash);
}

test.each<[string, (id: string) => Promise<unknown>]>([
  ['a flipped byte', flip],
  [
    'text in the place of bytes',
    async (id) => database.put('objects', 'x' as never, (await entryOf(id)).best.hash),
  ],
  ['a version that is gone', async (id) => database.delete('versions', (await entryOf(id)).bestKey)],
  [
    'an entry without its versions',
    async (id) => database.put('conversations', { conversationId: id } as never),
  ],
])('%s: the check names it, the next full backup mends it, and asks for nothing else', async (_, damage) => {
  const versions = await database.count('versions');
  await damage('c2');
  expect(await check()).toEqual(['c2']);
  expect(await backUp()).toMatchObject({ state: 'done', unchanged: 4, problems: [] });
  expect(mine.asked).toEqual(['c2']);
  expect(await check()).toEqual([]);
  expect(await database.count('versions')).toBe(versions);
});

test('bytes that are gone are asked for without a check', async () => {
  await database.delete('objects', (await entryOf('c1')).best.hash);
  expect(await backUp()).toMatchObject({ unchanged: 4 });
  expect(mine.asked).toEqual(['c1']);
  expect(await check()).toEqual([]);
});

test('what Claude cannot mend is asked for once, not with each backup', async () => {
  const older = {
    ...(await entryOf('c3')).best,
    capturedAt: 1,
    messageCount: 0,
    source: 'import' as const,
    projectId: null,
  };
  const { hash } = await createStore(database).saveSnapshot('an older version', older);
  await database.delete('objects', hash);
  expect(await check()).toEqual(['c3']);
  for (const asked of [['c3'], ['c3']]) {
    await backUp();
    expect(mine.asked).toEqual(asked);
  }
});

test('what a backup could not get stays for the next one', async () => {
  await flip('c2');
  await flip('c4');
  await check();
  const down: Fetch = async (url, init) =>
    url.includes('/c2') ? new Response('', { status: 500 }) : mine.fetch(url, init);
  expect(await backUp(down)).toMatchObject({ state: 'done', problems: [{ conversationId: 'c2' }] });
  mine.asked.length = 0;
  await backUp();
  expect(mine.asked).toEqual(['c2']);
});

test('a check only of what is there forgets nothing that one of every byte has found', async () => {
  await flip('c2');
  await check();
  expect(await check('quick')).toEqual([]);
  expect(await damagedIn(database).has('c2')).toBe(true);
  await backUp();
  expect(await damagedIn(database).has('c2')).toBe(false);
});

test('a project is no chat, and what else stands there is no list', async () => {
  const one: CheckDamage = { what: 'changed', kind: 'project', id: 'p', title: '', hash: '', capturedAt: 0 };
  await noteDamaged(database, { depth: 'full' }, [one, { ...one, kind: 'file', id: 'c' }]);
  expect([await damagedIn(database).has('p'), await damagedIn(database).has('c')]).toEqual([false, true]);
  await database.put('runs', 'garbage', 'damaged');
  expect(await damagedIn(database).has('c')).toBe(false);
});
