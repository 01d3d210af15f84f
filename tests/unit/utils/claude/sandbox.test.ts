import { expect, test } from 'vitest';
import list from '@/tests/fixtures/claude/sandbox-list.json';
import { listSandbox } from '@/utils/claude/sandbox';

const answering =
  (body: unknown, status = 200) =>
  async () =>
    new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });
const read = (body: unknown, status?: number) => listSandbox(answering(body, status), 'org', 'chat');

test('path, size, time and type of every file', async () => {
  const answer = await read(list);
  expect(answer.ok && answer.value).toHaveLength(5);
  expect(answer.ok && answer.value[3]).toEqual({
    path: '/mnt/user-data/outputs/week 27/summary.md',
    size: 31,
    madeAt: '2026-07-02T09:01:12.000000Z',
    mediaType: 'text/plain',
  });
});

test('ids of the account are not even read', async () => {
  const answer = await read(list);
  expect(JSON.stringify(answer)).not.toMatch(/account|organization|55555555/);
});

test('it is asked for under `conversations`', async () => {
  const asked: string[] = [];
  await listSandbox(
    async (url) => {
      asked.push(url);
      return new Response('{"files_metadata":[]}');
    },
    'o/1',
    'c?2',
  );
  expect(asked).toEqual([
    'https://claude.ai/api/organizations/o%2F1/conversations/c%3F2/wiggle/list-files?prefix=',
  ]);
});

test('one malformed entry does not cost the others', async () => {
  const files_metadata = [
    null,
    7,
    { path: '' },
    { path: 9 },
    { path: '/a', size: 'x' },
    { path: '/dir/' },
    { path: '/b' },
  ];
  expect(await read({ files_metadata })).toEqual({
    ok: true,
    value: [{ path: '/b', size: null, madeAt: null, mediaType: null }],
  });
});

test.each([
  ['without success', { success: false, files: [], files_metadata: [] }, 200, 'unknown-shape'],
  ['of another shape', { files: ['/a'] }, 200, 'unknown-shape'],
  ['a list', [], 200, 'unknown-shape'],
  ['HTML', '<!doctype html>', 200, 'not-json'],
  ['cut', '{"files_metadata":[{"pa', 200, 'not-json'],
  [
    'gone',
    { type: 'error', error: { type: 'not_found_error', message: 'File not found in container' } },
    404,
    'not-found',
  ],
  ['failing', {}, 503, 'http'],
])('a list that is %s is not an empty one', async (_name, body, status, error) => {
  expect(await read(body, status)).toMatchObject({ ok: false, error });
});
