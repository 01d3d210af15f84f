import { expect, test, vi } from 'vitest';
import forked from '@/tests/fixtures/conversations/forked.json';
import { sha256 } from '@/utils/library/sha256';
import {
  type Answers,
  bytesOf,
  chat,
  file,
  given,
  gone,
  idOf,
  JPEG,
  json,
  LIST,
  names,
  PDF,
  PLOT,
  photo,
  row,
  SUMMARY,
  UPLOAD,
  WEBP,
} from './given';

test('every file is kept with its bytes, and what only has a stand-in says so', async () => {
  const library = await given();
  const { kept, missing, stoppedBy, unlisted } = await library.capture();
  expect({ missing, stoppedBy, unlisted }).toEqual({ missing: [], stoppedBy: null, unlisted: null });
  expect(names(kept)).toEqual([
    'gauges.csv',
    'gauges.csv',
    'harbour at dusk.jpg',
    'image-0c4d8e2f0055.preview.webp',
    'minutes.preview.pdf',
    'North gauge.py',
    'north.csv',
    'plot.svg',
    'summary.md',
    'tide tables.pdf',
  ]);
  expect(await row(library, 'harbour at dusk.jpg')).toMatchObject({
    kind: 'image',
    hash: await sha256(JPEG),
    size: 200,
    problem: null,
    mediaType: 'image/jpeg',
  });
  expect(await row(library, 'image-0c4d8e2f0055.preview.webp')).toMatchObject({
    kind: 'preview',
    hash: await sha256(WEBP),
    problem: 'not-found',
  });
  for (const { hash, size } of kept)
    expect((await library.shelves.readObject(hash ?? ''))?.byteLength).toBe(size);
});

test('an artifact is a file as it ended up', async () => {
  const library = await given();
  await library.capture();
  const stored = await row(library, 'North gauge.py');
  const bytes = await library.shelves.readObject(stored?.hash ?? '');
  expect(new TextDecoder().decode(bytes)).toBe('print("$1 $& water")\n');
});

test('nothing of the account is kept with them', async () => {
  const library = await given();
  await library.capture();
  const rows = JSON.stringify(await library.shelves.filesOf(chat.uuid));
  expect(rows).not.toMatch(/account|organization|55555555|77777777/);
});

test('three at a time, each on disk before its place is given on', async () => {
  const library = await given();
  let open = 0;
  let most = 0;
  const slow = (answer: Answers[string]) => async () => {
    open += 1;
    most = Math.max(most, open);
    await new Promise((resolve) => setTimeout(resolve, 5));
    open -= 1;
    return answer();
  };
  const { WELL } = await import('./given');
  await library.capture(Object.fromEntries(Object.entries(WELL).map(([end, one]) => [end, slow(one)])));
  expect(most).toBe(3);
});

test('a second time nothing is asked for', async () => {
  const library = await given();
  const first = await library.capture();
  library.asked.length = 0;
  const second = await library.capture();
  expect(library.asked).toEqual([]);
  expect(names(second.kept)).toEqual(names(first.kept));
});

test('a click asks again only for what is not whole', async () => {
  const library = await given();
  await library.capture({ [UPLOAD]: gone });
  library.asked.length = 0;
  const { kept } = await library.capture({}, { again: true });
  expect(names(kept)).toContain('gauges.csv');
  expect(
    library.asked.filter((path) => !path.endsWith(LIST)).every((path) => !path.includes('plot.svg')),
  ).toBe(true);
  expect(library.asked).toContainEqual(expect.stringContaining(UPLOAD));
});

test('without the original the preview stands in; when the original fails only now, it is asked for again', async () => {
  const library = await given();
  await library.capture({ [photo('contents')]: json({}, 503) });
  expect(await row(library, 'harbour at dusk.preview.webp')).toMatchObject({
    kind: 'preview',
    problem: 'http',
  });
  await library.capture();
  expect(await row(library, 'harbour at dusk.jpg')).toMatchObject({ kind: 'image', problem: null });
  expect(await row(library, 'harbour at dusk.preview.webp')).toBeUndefined();
});

test('a stand-in never takes the place of the original', async () => {
  const library = await given();
  await library.capture();
  const before = await row(library, 'harbour at dusk.jpg');
  await library.shelves.saveFile(WEBP, {
    conversationId: chat.uuid,
    fileId: idOf(1),
    name: 'harbour at dusk.preview.webp',
    kind: 'preview',
    announcedSize: null,
    problem: 'http',
    capturedAt: 99,
  });
  expect(await row(library, 'harbour at dusk.jpg')).toEqual(before);
});

test('what was had stays when it can not be had any more', async () => {
  const library = await given();
  const { kept } = await library.capture();
  await library.store.saveSnapshot(JSON.stringify({ ...chat, name: 'Renamed' }), {
    ...((await library.store.latest(chat.uuid)) ?? Object.assign({})),
    capturedAt: 50,
  });
  const list = JSON.parse(await (await json(await sandbox())()).text());
  for (const one of list.files_metadata) one.created_at = '2026-08-01T00:00:00.000000Z';
  const everythingGone = Object.fromEntries([
    [LIST, json(list)],
    ...[UPLOAD, PLOT, SUMMARY].map((end) => [end, gone]),
  ]);
  const later = await library.capture(everythingGone);
  expect(names(later.kept)).toEqual(names(kept));
  expect(later.missing).toEqual([]);
  expect(library.asked.filter((path) => path.endsWith(PLOT))).toHaveLength(2); // it was asked for
});

const sandbox = async () => (await import('@/tests/fixtures/claude/sandbox-list.json')).default;

test('a path that was written again brings its new bytes, and the old ones stay', async () => {
  const library = await given();
  await library.capture();
  const before = await row(library, 'plot.svg');
  const rows = (await sandbox()).files_metadata.map((one) =>
    one.path.endsWith('plot.svg') ? { ...one, size: 5, created_at: '2026-08-01T00:00:00.000000Z' } : one,
  );
  await library.capture(
    { [LIST]: json({ files_metadata: rows }), [PLOT]: file(bytesOf('<svg/')) },
    { again: true },
  );
  const after = await row(library, 'plot.svg');
  expect(after).toMatchObject({ size: 5, earlier: [{ hash: before?.hash, size: 77 }] });
  expect(await library.shelves.readObject(before?.hash ?? '')).toHaveLength(77);
});

test('a chat of nothing but talk asks for nothing', async () => {
  const talk = { ...forked, chat_messages: forked.chat_messages.slice(0, 1) };
  const library = await given(talk);
  expect(await library.capture()).toMatchObject({ kept: [], missing: [], stoppedBy: null });
  expect(library.asked).toEqual([]);
});

test('an imported chat asks each organisation that can chat', async () => {
  const organizations = [
    { uuid: 'none', capabilities: ['api'] },
    { uuid: 'first', capabilities: ['chat'] },
    { uuid: 'second', capabilities: ['chat'] },
  ];
  const library = await given(chat, { organizationId: null, source: 'import' });
  const { kept } = await library.capture({ organizations: json(organizations) });
  expect(names(kept)).toContain('harbour at dusk.jpg');
  expect(library.asked.some((path) => path.includes('/none/'))).toBe(false);
  expect(
    (await (await given(chat, { organizationId: null })).capture({ organizations: json({}, 401) })).stoppedBy,
  ).toBe('signed-out');
});

test('their bytes count as room that the library takes', async () => {
  const library = await given();
  const before = (await library.store.storageUse()).bytes;
  const { kept } = await library.capture();
  const sizes = new Map(kept.map(({ hash, size }) => [hash, size])); // equal bytes are kept once
  const all = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  expect((await library.store.storageUse()).bytes).toBe(before + all);
});

test('progress is told file by file', async () => {
  const told: [number, number][] = [];
  await (await given()).capture({}, { onProgress: (done, total) => told.push([done, total]) });
  expect(told).toEqual(Array.from({ length: 9 }, (_, index) => [index + 1, 9]));
});

test('a conversation that is not in the library has no files', async () => {
  const library = await given();
  const { captureFiles } = await import('@/utils/library/files/files');
  const fetch = vi.fn();
  const edges = { fetch, store: library.store, shelves: library.shelves, now: () => 1 };
  expect(await captureFiles(edges, 'nobody')).toMatchObject({ kept: [], missing: [] });
  expect(fetch).not.toHaveBeenCalled();
});

test('a PDF keeps its name, whatever the server says of it', async () => {
  const library = await given();
  await library.capture({ [`files/${idOf(3)}/contents`]: file(PDF) });
  expect(await row(library, 'tide tables.pdf')).toMatchObject({
    mediaType: 'application/pdf',
    kind: 'upload',
  });
});
