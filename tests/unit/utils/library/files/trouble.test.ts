import { expect, test, vi } from 'vitest';
import { sha256 } from '@/utils/library/sha256';
import {
  type Answers,
  bytesOf,
  chat,
  file,
  given,
  gone,
  idOf,
  json,
  LIST,
  names,
  PLOT,
  photo,
  row,
  SUMMARY,
  UPLOAD,
  WEBP,
} from './given';

const CUT: Answers[string] = () =>
  new Response(
    new ReadableStream({
      start: (controller) => {
        controller.enqueue(bytesOf('half'));
        controller.error(new TypeError('terminated'));
      },
    }),
  );

test.each<[string, Answers, string]>([
  ['is gone', { [PLOT]: gone }, 'not-found'],
  ['fails', { [PLOT]: json({}, 503) }, 'http'],
  ['breaks off', { [PLOT]: CUT }, 'network'],
  ['can not be reached', { [PLOT]: () => Promise.reject(new TypeError('Failed to fetch')) }, 'network'],
  [
    'is a page',
    { [PLOT]: file(bytesOf('<!doctype html><title>Claude</title>'), 'text/html; charset=utf-8') },
    'unknown-shape',
  ],
  [
    'is an error that says 200',
    { [PLOT]: json({ type: 'error', error: { message: 'x' } }) },
    'unknown-shape',
  ],
])('a file that %s is named, and costs no other', async (_name, answers, why) => {
  const library = await given();
  const { kept, missing } = await library.capture(answers);
  expect(missing).toEqual([
    { fileId: '/mnt/user-data/outputs/plot.svg', name: 'plot.svg', kind: 'sandbox', announcedSize: 77, why },
  ]);
  expect(kept).toHaveLength(9);
  expect(await row(library, 'plot.svg')).toMatchObject({ hash: null, size: 0, problem: why });
});

test.each([
  ['shorter', 30],
  ['longer', 78],
  ['emptier', 0],
])('a file that is %s than announced is kept, and says so', async (_name, size) => {
  const library = await given();
  const { kept } = await library.capture({ [PLOT]: file(new Uint8Array(size)) });
  expect(kept.find(({ name }) => name === 'plot.svg')).toMatchObject({
    size,
    announcedSize: 77,
    problem: 'wrong-size',
  });
});

test('when the sandbox has half of an upload, its contents are tried', async () => {
  const library = await given();
  const right = new Uint8Array(48).fill(7);
  await library.capture({
    [UPLOAD]: file(new Uint8Array(9)),
    [`files/${idOf(2)}/contents`]: file(right, 'text/csv'),
  });
  const rows = await library.shelves.filesOf(chat.uuid);
  expect(rows.find(({ fileId }) => fileId === idOf(2))).toMatchObject({
    hash: await sha256(right),
    problem: null,
  });
});

test('files that are too large, or too many together, are named without being asked for', async () => {
  const library = await given();
  const { missing } = await library.capture({}, { maxFileBytes: 40 });
  expect(missing.filter(({ why }) => why === 'too-large').map(({ name }) => name)).toContain('gauges.csv');
  expect(library.asked.some((path) => path.endsWith(UPLOAD))).toBe(false);
  const other = await given();
  const total = await other.capture({}, { maxTotalBytes: 100 });
  const bytes = total.kept.filter(({ kind }) => kind !== 'artifact').reduce((sum, { size }) => sum + size, 0);
  expect(bytes).toBeLessThanOrEqual(100);
  expect(total.kept.length + total.missing.length).toBe(10);
  const few = await (await given()).capture({}, { maxFiles: 2 });
  expect(few.missing.filter(({ why }) => why === 'too-many')).toHaveLength(7);
});

test('an endless file is cut off', async () => {
  const library = await given();
  const endless = () =>
    new Response(new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(1000)) }));
  const { missing } = await library.capture({ [PLOT]: endless }, { maxFileBytes: 5000 });
  expect(missing).toContainEqual(expect.objectContaining({ name: 'plot.svg', why: 'too-large' }));
});

test.each<[string, Answers[string]]>([
  [
    'challenge',
    () => new Response('Just a moment…', { status: 403, headers: { 'cf-mitigated': 'challenge' } }),
  ],
  ['signed-out', json({ error: { type: 'authentication_error' } }, 401)],
  ['limit', json({ type: 'error', error: { type: 'rate_limit_error' } }, 429)],
])('at a %s nothing more is asked for, and the rest is named', async (why, answer) => {
  const library = await given();
  const { stoppedBy, missing, kept } = await library.capture({ [LIST]: answer });
  expect(stoppedBy).toBe(why);
  expect(library.asked).toHaveLength(1);
  expect(missing.every((one) => one.why === why)).toBe(true);
  expect(names(kept)).toEqual(['North gauge.py']);
  await library.capture();
  expect(await row(library, 'plot.svg')).toMatchObject({ size: 77 });
});

test.each<[string, Answers[string], string]>([
  ['fails', json({}, 500), 'http'],
  ['is HTML', file(bytesOf('<html>'), 'text/html'), 'not-json'],
  ['says that it failed', json({ success: false, files: [], files_metadata: [] }), 'unknown-shape'],
])(
  'when the list of the sandbox %s, what the chat names is kept, and more may be missing',
  async (_name, answer, error) => {
    const library = await given();
    const { unlisted, kept } = await library.capture({ [LIST]: answer });
    expect(unlisted).toBe(error);
    expect(names(kept)).toContain('plot.svg');
    library.asked.length = 0;
    await library.capture();
    expect(library.asked.map((path) => path.split('/').at(-1))).toContain(LIST);
  },
);

test('a sandbox that is gone is no failure', async () => {
  const { unlisted } = await (await given()).capture({ [LIST]: gone });
  expect(unlisted).toBeNull();
});

test('who cancels has what is there', async () => {
  const library = await given();
  const controller = new AbortController();
  const answers = {
    [UPLOAD]: () => {
      controller.abort();
      return Promise.reject(new DOMException('', 'AbortError'));
    },
  };
  const { stoppedBy, missing } = await library.capture(answers, {}, { signal: controller.signal });
  expect(stoppedBy).toBe('cancelled');
  expect(missing.some(({ why }) => why === 'cancelled')).toBe(true);
  expect(await row(library, 'gauges.csv')).toBeUndefined(); // no failure of the server's is written down
});

test('a full disk ends it with a word of its own, and what was had is still there', async () => {
  const library = await given();
  const { shelves } = library;
  let left = 4;
  const saveFile: typeof shelves.saveFile = (...args) => {
    left -= 1;
    return left >= 0 ? shelves.saveFile(...args) : Promise.reject(new DOMException('', 'QuotaExceededError'));
  };
  const { stoppedBy, kept, missing } = await library.capture({}, {}, { shelves: { ...shelves, saveFile } });
  expect(stoppedBy).toBe('full');
  expect(kept).toHaveLength(4);
  expect(missing).toHaveLength(6);
  expect(await shelves.filesOf(chat.uuid)).toHaveLength(4);
});

test('a failure is tried again as the caller says', async () => {
  const library = await given();
  const answer = vi.fn(json({}, 503)).mockImplementationOnce(json({}, 503));
  const persist = async (ask: () => Promise<{ ok: boolean }>) => {
    const first = await ask();
    return first.ok ? first : ask();
  };
  await library.capture({ [SUMMARY]: answer }, {}, { persist: persist as never });
  expect(answer).toHaveBeenCalledTimes(2);
});

const challenge = () =>
  new Response('Just a moment…', { status: 403, headers: { 'cf-mitigated': 'challenge' } });

test('a challenge at a file ends it too', async () => {
  const library = await given();
  const { stoppedBy } = await library.capture({ [photo('contents')]: challenge });
  expect(stoppedBy).toBe('challenge');
  expect(library.asked.length).toBeLessThanOrEqual(4); // the list, and three at a time
});

test('what is there stays kept when its better copy can not be asked for', async () => {
  const library = await given();
  await library.capture({ [PLOT]: file(new Uint8Array(5)) });
  const { kept, missing } = await library.capture({ [LIST]: challenge }, { again: true });
  expect(names(kept)).toContain('plot.svg');
  expect(names(missing)).not.toContain('plot.svg');
});

test('half an original is not traded for a preview', async () => {
  const library = await given();
  const half = { [UPLOAD]: file(new Uint8Array(9)), [`files/${idOf(2)}/preview`]: file(WEBP, 'image/webp') };
  const { kept } = await library.capture(half);
  expect(kept.find(({ fileId }) => fileId === idOf(2))).toMatchObject({
    kind: 'upload',
    problem: 'wrong-size',
  });
  expect(library.asked.some((path) => path.endsWith(`files/${idOf(2)}/preview`))).toBe(false);
});

test('an original of any organisation goes before a preview', async () => {
  const library = await given(chat, { organizationId: null, source: 'import' });
  const organizations = json([{ uuid: 'first' }, { uuid: 'second' }]);
  const contents = `organizations/first/${photo('contents')}`;
  await library.capture({ organizations, [contents]: gone });
  expect(await row(library, 'harbour at dusk.jpg')).toMatchObject({ kind: 'image' });
});

test('who cancels at the last file leaves no failure behind', async () => {
  const library = await given();
  const controller = new AbortController();
  const last = `download-file?path=${encodeURIComponent('/mnt/user-data/outputs/gauges.csv')}`;
  const answers = {
    [last]: async () => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      controller.abort();
      throw new DOMException('', 'AbortError');
    },
  };
  const { missing } = await library.capture(answers, {}, { signal: controller.signal });
  expect(missing.map(({ why }) => why)).toEqual(['cancelled']);
  expect(await library.shelves.filesFrom(chat.uuid)).toBeUndefined();
});
