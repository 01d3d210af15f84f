import { unzipSync } from 'fflate';
import { beforeEach, describe, expect, test } from 'vitest';
import everyBlock from '@/tests/fixtures/conversations/every-block.json';
import forked from '@/tests/fixtures/conversations/forked.json';
import { verifyBackup } from '@/tests/verify-backup';
import { parseConversation, snapshotFacts } from '@/utils/claude/conversation';
import { createStore, type LibraryStore } from '@/utils/library/store';
import { freshLibrary } from '../fresh-library';
import { zipOf } from '../zip-of';

const now = new Date(2026, 10, 20, 12).getTime();
const options = { extensionVersion: '0.1.0', now };
const ids = [everyBlock.uuid, forked.uuid];

let store: LibraryStore;
beforeEach(async () => {
  store = createStore(await freshLibrary());
  for (const payload of [everyBlock, forked]) await save(payload);
});

async function save(payload: unknown, capturedAt = now): Promise<void> {
  const parsed = parseConversation(payload);
  if (!parsed.ok) throw new Error(parsed.error);
  const facts = { ...snapshotFacts(parsed.value), organizationId: null, source: 'api' as const, capturedAt };
  await store.saveSnapshot(JSON.stringify(payload), facts);
}

describe('a backup', () => {
  test('name and layout, the manifest last', async () => {
    const { name, bytes } = await zipOf(store, ids, options);
    expect(name).toBe('lifeline-backup-2026-11-20.zip');
    expect(Object.keys(unzipSync(bytes))).toEqual([
      'conversations/names-for-a-boat-6c7d8e9f0a1b/conversation.json',
      'conversations/names-for-a-boat-6c7d8e9f0a1b/conversation.md',
      'conversations/timetable-of-line-7-a-page-4a9c0d3e5f71/conversation.json',
      'conversations/timetable-of-line-7-a-page-4a9c0d3e5f71/conversation.md',
      'manifest.json',
    ]);
  });

  test('the payload comes out as it went in', async () => {
    const files = unzipSync((await zipOf(store, ids, options)).bytes);
    const raw = files['conversations/timetable-of-line-7-a-page-4a9c0d3e5f71/conversation.json'];
    expect(new TextDecoder().decode(raw)).toBe(JSON.stringify(everyBlock));
  });

  test('the same state gives the same bytes, in whatever order and at whatever hour', async () => {
    const first = await zipOf(store, ids, options);
    const second = await zipOf(store, ids.toReversed(), { ...options, now: now + 60_000 });
    expect(Buffer.from(second.bytes).equals(Buffer.from(first.bytes))).toBe(true);
  });

  test('the manifest names what is missing', async () => {
    const failure = { conversationId: 'x', title: 'Lost', kind: 'not-captured' as const, why: 'http 503' };
    const { bytes } = await zipOf(store, [...ids, 'unknown'], { ...options, problems: [failure] });
    const { manifest } = await verifyBackup(bytes);
    expect(manifest?.counts).toEqual({ conversations: 2, messages: 17, files: 4, problems: 3 });
    expect(manifest?.problems).toMatchObject([
      failure,
      { conversationId: 'unknown', kind: 'not-captured' },
      {
        conversationId: everyBlock.uuid,
        kind: 'files-not-included',
        why: 'platform.png, stations.csv, Fahrplan 2026.pdf'
          .split(', ')
          .sort((a) => (a === 'platform.png' ? -1 : 0))
          .join(', '),
      },
    ]);
  });

  test('a damaged object is named and the rest goes on', async () => {
    const damaged = { ...store, readRaw: async (hash: string) => (await store.readRaw(hash))?.slice(1) };
    const { manifest } = await verifyBackup((await zipOf(damaged, ids, options)).bytes);
    expect(manifest?.problems.map((one) => one.kind).sort()).toEqual([
      'damaged',
      'damaged',
      'unreadable',
      'unreadable',
    ]);
    const gone = { ...store, readRaw: async () => undefined };
    expect((await verifyBackup((await zipOf(gone, ids, options)).bytes)).manifest?.counts).toMatchObject({
      files: 0,
      problems: 2,
    });
  });

  test('nothing at all is a backup with nothing in it', async () => {
    const { bytes } = await zipOf(store, [], options);
    expect(await verifyBackup(bytes)).toMatchObject({ checked: 0, damage: [], manifest: { files: [] } });
  });
});

describe('verifyBackup', () => {
  test('a good backup is whole, and the number of files checked is said', async () => {
    expect(await verifyBackup((await zipOf(store, ids, options)).bytes)).toMatchObject({
      checked: 4,
      damage: [],
    });
  });

  test('one changed byte is found and named', async () => {
    const { bytes } = await zipOf(store, ids, options);
    const { zipSync } = await import('fflate');
    const files = unzipSync(bytes);
    const path = 'conversations/names-for-a-boat-6c7d8e9f0a1b/conversation.md';
    (files[path] as Uint8Array)[40]! ^= 1;
    expect((await verifyBackup(zipSync(files))).damage).toEqual([{ path, what: 'changed' }]);
  });

  test('missing and strange files, no manifest, no ZIP', async () => {
    const { zipSync } = await import('fflate');
    const files = unzipSync((await zipOf(store, ids, options)).bytes);
    const path = 'conversations/names-for-a-boat-6c7d8e9f0a1b/conversation.json';
    const { [path]: taken, ...rest } = files;
    const damage = (await verifyBackup(zipSync({ ...rest, 'other.txt': taken as Uint8Array }))).damage;
    expect(damage).toEqual([
      { path, what: 'missing' },
      { path: 'other.txt', what: 'not-listed' },
    ]);
    const { 'manifest.json': _manifest, ...bare } = files;
    expect((await verifyBackup(zipSync(bare))).damage).toMatchObject([{ what: 'no-manifest' }]);
    expect((await verifyBackup(new Uint8Array([1, 2, 3]))).damage).toMatchObject([{ what: 'not-a-zip' }]);
  });
});
