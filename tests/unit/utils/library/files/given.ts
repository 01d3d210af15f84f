import chat from '@/tests/fixtures/claude/files.json';
import sandboxList from '@/tests/fixtures/claude/sandbox-list.json';
import { parseConversation, snapshotFacts } from '@/utils/claude/conversation';
import type { LibraryDatabase } from '@/utils/library/database';
import { captureFiles, type FileEdges, type FilesCaptured } from '@/utils/library/files/files';
import type { FileOptions } from '@/utils/library/files/job';
import { createShelves, type Shelves } from '@/utils/library/shelves';
import { createStore, type LibraryStore } from '@/utils/library/store';
import type { Snapshot } from '@/utils/library/types';
import { freshLibrary } from '../fresh-library';

export { chat };

const ORG = 'org-1';

export const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const sized = (size: number, start: readonly number[] = []): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length: size }, (_, index) => start[index] ?? 65 + (index % 26));

export const JPEG = sized(200, [0xff, 0xd8, 0xff, 0xe0]);
export const WEBP = sized(60, [0x52, 0x49, 0x46, 0x46, 52, 0, 0, 0, 0x57, 0x45, 0x42, 0x50]);
export const PDF = sized(90, [0x25, 0x50, 0x44, 0x46, 0x2d]);

/** What the server answers, by the end of the address. */
export type Answers = Record<string, () => Response | Promise<Response>>;

const notFound = (): Response =>
  new Response(
    '{"type":"error","error":{"type":"not_found_error","message":"File not found in container: x"}}',
    { status: 404, headers: { 'content-type': 'application/json' } },
  );
export const file =
  (bytes: Uint8Array<ArrayBuffer>, type = 'application/octet-stream') =>
  () =>
    new Response(bytes, { headers: { 'content-type': type } });
export const json =
  (value: unknown, status = 200) =>
  () =>
    new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } });

const at = (path: string): string => `download-file?path=${encodeURIComponent(path)}`;
export const UPLOAD = at('/mnt/user-data/uploads/gauges.csv');
export const PLOT = at('/mnt/user-data/outputs/plot.svg');
export const SUMMARY = at('/mnt/user-data/outputs/week 27/summary.md');
export const LIST = 'list-files?prefix=';

/** An id of a file in the fixture. */
export const idOf = (n: number): string => `019eb1c0-6d20-7a3${n}-9b11-0c4d8e2f00${n}${n}`;
export const photo = (place: string): string => `files/${idOf(1)}/${place}`;

/** A server that has everything, as claude.ai has it. */
export const WELL: Answers = {
  [LIST]: json(sandboxList),
  [UPLOAD]: file(sized(48)),
  [at('/mnt/user-data/uploads/north.csv')]: file(sized(12)),
  [PLOT]: file(sized(77)),
  [SUMMARY]: file(sized(31)),
  [at('/mnt/user-data/outputs/gauges.csv')]: file(sized(20)),
  [photo('contents')]: file(JPEG, 'image/jpeg'),
  [photo('preview')]: file(WEBP, 'image/webp'),
  [`files/${idOf(3)}/contents`]: file(PDF, 'application/pdf'),
  [`files/${idOf(4)}/document_pdf`]: file(PDF, 'application/pdf'),
  [`files/${idOf(5)}/preview`]: file(WEBP, 'image/webp'),
};

export interface Given {
  readonly database: LibraryDatabase;
  readonly store: LibraryStore;
  readonly shelves: Shelves;
  /** Ends of the addresses asked for, in order. */
  readonly asked: string[];
  readonly capture: (
    answers?: Answers,
    options?: FileOptions,
    edges?: Partial<FileEdges>,
  ) => Promise<FilesCaptured>;
}

/** A library with the conversation of the fixture, or another. */
export async function given(payload: unknown = chat, facts: Partial<Snapshot> = {}): Promise<Given> {
  const database = await freshLibrary();
  const [store, shelves] = [createStore(database), createShelves(database)];
  const parsed = parseConversation(payload);
  if (!parsed.ok) throw new Error(parsed.error);
  await store.saveSnapshot(JSON.stringify(payload), {
    ...snapshotFacts(parsed.value),
    organizationId: ORG,
    source: 'api',
    capturedAt: 1,
    ...facts,
  });
  const asked: string[] = [];
  let now = 10;
  return {
    database,
    store,
    shelves,
    asked,
    capture: (answers = {}, options = {}, edges = {}) => {
      const all = { ...WELL, ...answers };
      const fetch = async (url: string): Promise<Response> => {
        const found = Object.keys(all).findLast((end) => url.endsWith(`/${end}`));
        asked.push(url.replace('https://claude.ai', ''));
        return (await all[found ?? '']?.()) ?? notFound();
      };
      now += 1;
      return captureFiles({ fetch, store, shelves, now: () => now, ...edges }, parsed.value.uuid, options);
    },
  };
}

export const gone = notFound;
export const names = (files: readonly { readonly name: string }[]): readonly string[] =>
  files.map(({ name }) => name).sort((a, b) => a.localeCompare(b));

/** What the library says of a file of the chat. */
export const row = async ({ shelves }: Given, name: string) =>
  (await shelves.filesOf(chat.uuid)).find((one) => one.name === name);
