import { beforeEach, expect, test } from 'vitest';
import files from '@/tests/fixtures/claude/files.json';
import sandboxList from '@/tests/fixtures/claude/sandbox-list.json';
import forked from '@/tests/fixtures/conversations/forked.json';
import type { Fetch } from '@/utils/claude/client-answer';
import { noteDamaged } from '@/utils/library/check/damaged';
import type { LibraryDatabase } from '@/utils/library/database';
import type { BackupProgress } from '@/utils/library/run/backup-progress';
import { createRunBook } from '@/utils/library/run/record';
import { createShelves } from '@/utils/library/shelves';
import { freshLibrary } from '../fresh-library';
import { type Browser, freshBrowser, workAs } from './desk';

const json = (value: unknown, status = 200): Response => new Response(JSON.stringify(value), { status });
const size = (path: string): number => sandboxList.files_metadata.find((one) => one.path === path)?.size ?? 5;

/** One document is nowhere any more. */
const GONE = '019eb1c0-6d20-7a34-9b11-0c4d8e2f0044';

/** Three chats: two with files, one of talk only. `fault` may answer in the server's place. */
function account(fault: (url: string) => Response | undefined = () => undefined) {
  const [question, answer] = forked.chat_messages;
  const talk = { ...forked, uuid: 'talk', chat_messages: [question, answer] };
  const chats = [{ ...files, uuid: 'one' }, talk, { ...files, uuid: 'two' }];
  const asked: string[] = [];
  const fetch: Fetch = async (address, init) => {
    init.signal?.throwIfAborted();
    const url = new URL(address);
    const path = url.pathname;
    asked.push(path + url.search);
    const broken = fault(path + url.search);
    if (broken) return broken;
    if (path === '/api/organizations') return json([{ uuid: 'org', capabilities: ['chat'] }]);
    if (path.endsWith('list-files')) return json(sandboxList);
    if (path.endsWith('download-file'))
      return new Response(new Uint8Array(size(url.searchParams.get('path') ?? '')));
    if (path.endsWith('/preview') && !path.includes(GONE))
      return new Response('RIFF-preview', { headers: { 'content-type': 'image/webp' } });
    if (path.includes('/files/') || path.includes('/projects')) return json({}, 404);
    if (path.endsWith('_v2'))
      return json({ data: url.searchParams.has('archived') ? [] : chats, has_more: false });
    return json(chats.find(({ uuid }) => path.endsWith(`/${uuid}`)) ?? {});
  };
  const askedForFiles = () => asked.filter((one) => /\/(files|wiggle)\//.test(one));
  return { fetch, asked, askedForFiles };
}

let database: LibraryDatabase;
beforeEach(async () => {
  database = await freshLibrary();
});

async function backUp(fetch: Fetch, wanted = true): Promise<BackupProgress | undefined> {
  const browser: Browser = freshBrowser(database, fetch);
  await createRunBook(async () => database).begin({ now: Date.now(), pauseMs: 0, files: wanted });
  return workAs(browser, 'page');
}

test('without the choice no file is asked for', async () => {
  const mine = account();
  expect(await backUp(mine.fetch, false)).toMatchObject({ state: 'done', files: { total: 0 } });
  expect(mine.askedForFiles()).toEqual([]);
});

test('with it the files of every chat are kept after all conversations', async () => {
  const mine = account();
  expect(await backUp(mine.fetch)).toMatchObject({
    state: 'done',
    problems: [],
    files: { done: 3, total: 3, kept: 18, missing: 2 },
  });
  const firstFile = mine.asked.findIndex((path) => /\/(files|wiggle)\//.test(path));
  const lastChat = mine.asked.findLastIndex((path) => path.includes('render_all_tools'));
  expect(firstFile).toBeGreaterThan(lastChat);
  const shelves = createShelves(database);
  expect((await shelves.filesOf('one')).filter(({ hash }) => hash !== null)).toHaveLength(9);
  expect(await shelves.filesOf('talk')).toEqual([]);
});

test('the second time nothing is asked for, neither chats nor files', async () => {
  const mine = account();
  await backUp(mine.fetch);
  mine.asked.length = 0;
  expect(await backUp(mine.fetch)).toMatchObject({ unchanged: 3, files: { kept: 18, missing: 2 } });
  expect(mine.askedForFiles()).toEqual([]);
});

test.each([
  [
    'challenge',
    () => new Response('Just a moment…', { status: 403, headers: { 'cf-mitigated': 'challenge' } }),
  ],
  ['signed-out', () => json({}, 401)],
] as const)('at a %s it stops, and the next run has only the rest to fetch', async (why, answer) => {
  let asked = 0;
  const isFile = (path: string) => /download-file/.test(path);
  const mine = account((path) => (isFile(path) && ++asked > 6 ? answer() : undefined));
  expect(await backUp(mine.fetch)).toMatchObject({ state: 'stopped', stoppedBy: why });
  expect(asked).toBeLessThanOrEqual(9); // those that were under way
  const again = account();
  expect(await backUp(again.fetch)).toMatchObject({ state: 'done', files: { kept: 18, missing: 2 } });
  expect(again.askedForFiles().filter((path) => path.includes('conversations/one/'))).toEqual([]);
});

test('a sandbox whose list can not be read is named, and the rest of the chats is had', async () => {
  const mine = account((path) => (path.includes('one/wiggle/list-files') ? json({}, 500) : undefined));
  const end = await backUp(mine.fetch);
  expect(end?.problems).toEqual([
    {
      conversationId: 'one',
      title: files.name,
      kind: 'files-not-included',
      why: 'list of its sandbox: http',
    },
  ]);
  expect(end).toMatchObject({ state: 'done', files: { done: 3 } });
});

test('a passing failure of a file is tried again', async () => {
  let failures = 0;
  const mine = account((path) => (/plot\.svg/.test(path) && ++failures <= 2 ? json({}, 503) : undefined));
  expect(await backUp(mine.fetch)).toMatchObject({ files: { kept: 18, missing: 2 } });
  expect(failures).toBeGreaterThan(2);
});

test('files of a chat that a check found damaged are asked for anew, and are whole', async () => {
  const mine = account();
  await backUp(mine.fetch);
  const file = (await createShelves(database).filesOf('one')).find(({ hash }) => hash !== null);
  const [hash, whole] = [file?.hash ?? '', await database.get('objects', file?.hash ?? '')];
  await database.put('objects', new Uint8Array(3), hash);
  mine.asked.length = 0;
  const damage = { what: 'changed', kind: 'file', id: 'one', title: '', hash, capturedAt: 0 } as const;
  await noteDamaged(database, { depth: 'full' }, [damage]);
  expect(await backUp(mine.fetch)).toMatchObject({ unchanged: 2, files: { kept: 18, missing: 2 } });
  expect(await database.get('objects', hash)).toEqual(whole);
  expect(mine.askedForFiles().some((path) => path.includes('/two/'))).toBe(false);
  expect(await createShelves(database).filesOf('one')).toHaveLength(10);
});
