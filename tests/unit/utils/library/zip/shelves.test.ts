import { strFromU8, unzipSync } from 'fflate';
import { beforeEach, describe, expect, test } from 'vitest';
import everyBlock from '@/tests/fixtures/conversations/every-block.json';
import oldArtifacts from '@/tests/fixtures/conversations/old-artifacts.json';
import tools from '@/tests/fixtures/conversations/tools.json';
import { verifyBackup } from '@/tests/verify-backup';
import { parseConversation, snapshotFacts } from '@/utils/claude/conversation';
import { ManifestSchema } from '@/utils/export/manifest';
import type { LibraryDatabase } from '@/utils/library/database';
import { createShelves } from '@/utils/library/shelves';
import { createStore } from '@/utils/library/store';
import { createInMemory } from '@/utils/library/zip/disk';
import type { ExportInput } from '@/utils/library/zip/export-types';
import { exportFiles } from '@/utils/library/zip/files';
import { freshLibrary } from '../fresh-library';

const now = new Date(2026, 10, 20, 12).getTime();
const GARDEN = {
  id: tools.project_uuid,
  organizationId: 'org',
  name: 'Garden: 2026',
  updatedAt: null,
  capturedAt: now,
};

let database: LibraryDatabase;
beforeEach(async () => {
  database = await freshLibrary();
});

async function keep(payload: unknown, raw = JSON.stringify(payload)): Promise<void> {
  const parsed = parseConversation(payload);
  if (!parsed.ok) throw new Error(parsed.error);
  const about = { organizationId: null, source: 'api', capturedAt: now } as const;
  await createStore(database).saveSnapshot(raw, { ...snapshotFacts(parsed.value), ...about });
}

const keepFile = (
  fileId: string,
  name: string,
  bytes: Uint8Array<ArrayBuffer> | null,
  conversationId = everyBlock.uuid,
) =>
  createShelves(database).saveFile(bytes, {
    conversationId,
    fileId,
    name,
    kind: 'upload',
    announcedSize: null,
    problem: bytes ? null : 'not-found',
    capturedAt: now,
  });

async function exported(input: Partial<ExportInput> = {}) {
  const edges = {
    store: createStore(database),
    shelf: createShelves(database),
    disk: { create: async () => createInMemory() },
    report: () => undefined,
  };
  const output = await exportFiles(edges, {
    ids: null,
    format: 'zip',
    extensionVersion: '0.1.0',
    now,
    ...input,
  });
  const zips = await Promise.all(
    output.files.map(async ({ blob }) => new Uint8Array(await blob.arrayBuffer())),
  );
  return { ...output, zips, names: output.files.map(({ name }) => name) };
}

const entries = (zip: Uint8Array | undefined): string[] => Object.keys(unzipSync(zip ?? new Uint8Array()));
const text = (zip: Uint8Array | undefined, path: string): string =>
  strFromU8(unzipSync(zip ?? new Uint8Array())[path] ?? new Uint8Array());
const FOLDER = 'conversations/timetable-of-line-7-a-page-4a9c0d3e5f71';

describe('files', () => {
  test('lie beside their conversation under names that every system takes, and what is missing is said', async () => {
    await keep(everyBlock);
    await keepFile('019a6c41-0f00-7aaa-8bbb-1c2d3e4f5a6b', 'platform.png', new Uint8Array([1, 2, 3]));
    await keepFile('x1', '../../CON', new Uint8Array([4]));
    await keepFile('x2', 'Platform.png', new Uint8Array([5]));
    await keepFile('019a6c41-7e05-7c3c-9d41-5b0e6a2f005c', 'stations.csv', null);
    const { zips, problems } = await exported();
    expect(entries(zips[0]).filter((path) => path.includes('/files/'))).toEqual([
      `${FOLDER}/files/platform.png`,
      `${FOLDER}/files/-.-CON`,
      `${FOLDER}/files/Platform (2).png`,
    ]);
    expect(problems).toMatchObject([
      { kind: 'files-not-included', why: 'Fahrplan 2026.pdf, stations.csv: not-found' },
    ]);
    expect(await verifyBackup(zips[0] ?? new Uint8Array())).toMatchObject({ checked: 5, damage: [] });
  });

  test('a JSON file of the user is no conversation', async () => {
    await keep(everyBlock);
    await keepFile('x1', 'data.json', new TextEncoder().encode('{"a":1}'));
    const { zips } = await exported();
    expect(await verifyBackup(zips[0] ?? new Uint8Array())).toMatchObject({ checked: 3, damage: [] });
  });

  test('the bytes come out as they were kept, compressed or not', async () => {
    await keep(everyBlock);
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * index) % 251);
    await keepFile('x1', 'a.png', bytes);
    await keepFile('x2', 'a.bin', bytes);
    const files = unzipSync((await exported()).zips[0] ?? new Uint8Array());
    for (const name of ['a.png', 'a.bin']) expect(files[`${FOLDER}/files/${name}`]).toEqual(bytes);
  });
});

describe('projects', () => {
  const payload = {
    project: { uuid: GARDEN.id, name: GARDEN.name, prompt_template: 'Metric units only.' },
    docs: [
      { uuid: 'd1', file_name: 'plan.md', content: '# Plan' },
      { uuid: 'd2', file_name: 'plan.md', content: 'another' },
      { uuid: 'd3', file_name: '', content: 'nameless' },
    ],
  };
  const raw = new TextEncoder().encode(JSON.stringify(payload));

  test('stand in folders of their own: instructions, documents, and the payload as sent', async () => {
    await keep(tools);
    await createShelves(database).saveProject(raw, GARDEN);
    const { zips } = await exported();
    const folder = 'projects/garden-2026-00000000aaaa';
    expect(entries(zips[0]).filter((path) => path.startsWith('projects/'))).toEqual(
      ['project.json', 'instructions.md', 'docs/plan.md', 'docs/plan (2).md', 'docs/unnamed'].map(
        (path) => `${folder}/${path}`,
      ),
    );
    expect(text(zips[0], `${folder}/project.json`)).toBe(JSON.stringify(payload));
    expect(text(zips[0], `${folder}/instructions.md`)).toBe('Metric units only.');
    expect(await verifyBackup(zips[0] ?? new Uint8Array())).toMatchObject({ damage: [] });
  });

  test('a copy of one chat holds that chat alone', async () => {
    await keep(tools);
    await createShelves(database).saveProject(raw, GARDEN);
    const { zips } = await exported({ ids: [tools.uuid] });
    expect(entries(zips[0]).filter((path) => path.startsWith('projects/'))).toEqual([]);
  });

  test('notes of one project link to each other', async () => {
    await keep(tools);
    await keep({ ...oldArtifacts, project_uuid: GARDEN.id });
    await keep(everyBlock);
    await createShelves(database).saveProject(raw, GARDEN);
    const { zips } = await exported({ format: 'obsidian' });
    const notes = entries(zips[0]).filter((path) => path.startsWith('obsidian/'));
    expect(notes).toEqual([
      'obsidian/rainfall-chart-for-the-allotment-7e3f5a9c2d10.md',
      'obsidian/snake-in-react-90b1c2d3e4f5.md',
      'obsidian/timetable-of-line-7-a-page-4a9c0d3e5f71.md',
      'obsidian/garden-2026-00000000aaaa.md',
    ]);
    expect(text(zips[0], notes[0] ?? '')).toContain('- [[snake-in-react-90b1c2d3e4f5|Snake in React]]');
    expect(text(zips[0], notes[0] ?? '')).toContain('project: "[[garden-2026-00000000aaaa|Garden: 2026]]"');
    expect(text(zips[0], notes[3] ?? '')).toContain('- [[rainfall-chart-for-the-allotment-7e3f5a9c2d10|');
    expect(text(zips[0], notes[2] ?? '')).not.toContain('## Project');
  });
});

describe('many', () => {
  const many = (count: number, title: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => ({
      uuid: `019a6c41-7d11-7b20-8e6f-${index.toString(16).padStart(12, '0')}`,
      name: title(index),
      chat_messages: [
        { uuid: `m${index}`, sender: 'human', content: [{ type: 'text', text: `Text ${index}` }] },
      ],
    }));

  test('150 chats, 50 of one title, are 150', async () => {
    for (const chat of many(150, (index) => (index < 50 ? 'Untitled' : `Chat ${index}`))) await keep(chat);
    const { zips, conversations } = await exported();
    const payloads = entries(zips[0]).filter((path) => path.endsWith('/conversation.json'));
    expect(new Set(payloads.map((path) => path.toLowerCase())).size).toBe(150);
    expect(conversations).toBe(150);
  });

  test('names that would mean something to a system mean nothing', async () => {
    const titles = [
      'CON',
      'nul.',
      '..',
      '../../etc/passwd',
      'a'.repeat(300),
      '\u202Etxt.exe',
      'سؤال',
      'COM1',
      ' . ',
    ];
    for (const chat of many(titles.length, (index) => titles[index] ?? '')) await keep(chat);
    const { zips } = await exported();
    for (const path of entries(zips[0])) {
      expect(path).not.toMatch(/\\|^\/|\.\.|\/\/|[\p{Cc}\p{Cf}<>:"|?*]/u);
      for (const part of path.split('/')) {
        expect(part).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)|[. ]$/i);
        expect(new TextEncoder().encode(part).byteLength).toBeLessThanOrEqual(255);
      }
    }
  });

  test('above a size it is split: whole ZIPs, each with its manifest, the last one with the problems', async () => {
    for (const chat of many(40, (index) => `Chat ${index}`)) await keep(chat);
    const failure = { conversationId: 'x', title: 'Lost', kind: 'not-captured' as const, why: 'http 503' };
    const { zips, names } = await exported({ maxPartBytes: 30_000, problems: [failure] });
    expect(zips.length).toBeGreaterThan(2);
    expect(names[0]).toBe(`lifeline-backup-2026-11-20-1-of-${zips.length}.zip`);
    const found = new Set<string>();
    for (const [index, zip] of zips.entries()) {
      expect(zip.byteLength).toBeLessThanOrEqual(30_000);
      expect(entries(zip).at(-1)).toBe('manifest.json');
      const { damage, manifest } = await verifyBackup(zip);
      expect(damage).toEqual([]);
      const isLast = index === zips.length - 1;
      expect(manifest).toMatchObject({
        part: { number: index + 1, isLast },
        problems: isLast ? [failure] : [],
      });
      for (const file of manifest?.files ?? []) found.add(file.path);
    }
    expect(found.size).toBe(80);
  });

  test('the same state gives the same bytes, files and projects included', async () => {
    for (const chat of [...many(5, () => 'Same'), everyBlock]) await keep(chat);
    await keepFile('b', 'b.png', new Uint8Array([1]));
    await keepFile('a', 'a.png', new Uint8Array([2]));
    const [first, second] = [
      await exported({ format: 'html' }),
      await exported({ format: 'html', now: now + 5000 }),
    ];
    expect(Buffer.from(first.zips[0] ?? []).equals(Buffer.from(second.zips[0] ?? []))).toBe(true);
  });

  test('a cancelled export leaves nothing behind', async () => {
    for (const chat of many(5, () => 'Same')) await keep(chat);
    const controller = new AbortController();
    let dropped = 0;
    const file = createInMemory();
    const edges = {
      store: createStore(database),
      shelf: createShelves(database),
      disk: {
        create: async () => ({
          ...file,
          drop: async () => {
            dropped += 1;
          },
        }),
      },
      report: ({ done }: { done: number }) => done === 2 && controller.abort(),
      signal: controller.signal,
    };
    const work = exportFiles(edges, { ids: null, format: 'zip', extensionVersion: '', now });
    await expect(work).rejects.toThrow();
    expect(dropped).toBe(1);
  });
});

test('the manifest is one that older backups had, with more in it', async () => {
  await keep(everyBlock);
  const manifest: unknown = JSON.parse(text((await exported()).zips[0], 'manifest.json'));
  expect(ManifestSchema.parse(manifest)).toEqual(manifest);
  expect(manifest).not.toHaveProperty('part');
});
