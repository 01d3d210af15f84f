// @vitest-environment node

import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyBackup } from '@/tests/verify-backup';
import { readConversationText } from '@/utils/claude/conversation';
import type { Manifest } from '@/utils/export/manifest';
import { EXPORT_FORMATS } from '@/utils/export/registry';
import { generatedAccount } from '../stage/generated.ts';
import { startStage } from '../stage/stage.ts';
import type { Stage } from '../stage/types.ts';
import { dieAtRandom } from './backup-kills.ts';
import { type BackupWorld, backupWorld } from './backup-world.ts';
import { zipBytes } from './backup-zip.ts';
import { share } from './payload-share.ts';
import { type Bar, isMet, saveSection } from './section.ts';

const bars: Bar[] = [];
const lines: string[] = [];
const TRIED = 300;

function measure(name: string, value: number, at: Bar['at'], bar: number, best = ''): void {
  lines.push(`${name.padEnd(74)}${String(Number(value.toFixed(4))).padStart(8)}  ${best}`.trimEnd());
  bars.push({ name, value, at, bar });
}

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(async () => {
  saveSection('backup', {
    title: 'Backup: what is lost, asked for again, or missing in what is saved',
    lines,
    bars,
  });
  await stage.close();
  expect(bars.filter((bar) => !isMet(bar))).toEqual([]);
});

async function inWorld<T>(work: (world: BackupWorld) => Promise<T>): Promise<T> {
  const world = await backupWorld(stage);
  try {
    return await work(world);
  } finally {
    await world.close();
  }
}

const kept = (world: BackupWorld): Promise<string[]> => world.database.getAllKeys('conversations');
const ids = (): string[] => [...stage.account.conversations.keys()];

const FAULTS = [
  ['503', [{ kind: 'json-503', every: 10 }]],
  ['429, with a time to wait', [{ kind: 'json-429', every: 10, retryAfter: 1 }]],
  ['cut in its middle', [{ kind: 'cut', every: 10 }]],
  ['HTML for JSON', [{ kind: 'html-200', every: 10 }]],
  [
    'one of the four',
    (['json-503', 'json-429', 'cut', 'html-200'] as const).map((kind, at) => ({
      kind,
      every: 40,
      skip: at * 10,
    })),
  ],
] as const;

test.each(FAULTS)('every tenth answer: %s', async (name, faults) => {
  stage.reset({ generated: { chats: TRIED, organizations: 2, archivedEvery: 7 } });
  for (const fault of faults) stage.fail({ on: 'api', ...fault });
  await inWorld(async (world) => {
    const end = await world.backUp();
    const failed = stage.log.filter(({ fault }) => fault !== undefined).length;
    expect(failed).toBeGreaterThan(TRIED / 11);
    const lost = TRIED - (await kept(world)).length;
    measure(`every tenth answer ${name}: of ${TRIED} chats lost`, lost, 'most', 0, '(today: 30)');
    expect(end.problems).toEqual([]);
    if (name.startsWith('429')) expect(Math.max(...world.waits)).toBeGreaterThanOrEqual(1000);
  });
});

test('everything: all organisations, archived, starred, projects with instructions and documents', async () => {
  stage.reset({
    generated: { chats: 240, organizations: 3, projects: 7, archivedEvery: 5, starredEvery: 8, messages: 4 },
  });
  await inWorld(async (world) => {
    const { problems } = await world.backUp();
    const bytes = await zipBytes(world.database, problems);
    const zip = unzipSync(bytes);
    const text = (path: string): string => new TextDecoder().decode(zip[path]);
    const missed = ids().filter((id) => !Object.keys(zip).some((path) => path.includes(id.slice(-12))));
    measure('chats of three organisations, archived and starred ones too: missed', missed.length, 'most', 0);
    const files = Object.keys(zip).filter((path) => path.startsWith('projects/'));
    const kept = new Set(files.map(text));
    const wanted = [...stage.account.projects.values()].flatMap((one) => [
      one.prompt_template,
      ...one.docs.map(({ content }) => content),
    ]);
    const absent = wanted.filter((one) => !kept.has(one)).length;
    measure(`instructions and documents of 7 projects (${wanted.length}): missed`, absent, 'most', 0);
    const { checked, damage } = await verifyBackup(bytes);
    expect(checked).toBeGreaterThan(240 * 2);
    measure('files of the ZIP that aren’t as its manifest says', damage.length, 'most', 0);
  });
});

test('what can never be had is named, and nothing else', async () => {
  stage.reset({ generated: { chats: 60 } });
  const never = ids().filter((_, index) => index % 15 === 3);
  for (const [index, id] of never.entries())
    stage.fail({ on: 'tree', path: id, kind: index % 2 === 0 ? 'json-500' : 'half-json' });
  await inWorld(async (world) => {
    const end = await world.backUp();
    const zip = unzipSync(await zipBytes(world.database, end.problems));
    const manifest = JSON.parse(new TextDecoder().decode(zip['manifest.json'])) as Manifest;
    const named = manifest.problems
      .filter(({ kind }) => kind === 'not-captured')
      .map((one) => one.conversationId);
    const wrong = new Set([...named, ...never]).size - never.length + (never.length - new Set(named).size);
    measure('chats that fail for good: unnamed or wrongly named in the manifest', wrong, 'most', 0);
    expect(await kept(world)).toHaveLength(60 - never.length);
  });
});

test('a list that changes while it is read hides no living chat', async () => {
  stage.reset({ generated: { chats: 400 }, drift: 'both' });
  await inWorld(async (world) => {
    await world.backUp();
    const have = new Set(await kept(world));
    const missed = ids().filter((id) => !have.has(id)).length;
    measure('400 chats whose list drifts with each page: missed', missed, 'most', 0);
  });
});

test('equal titles, and the same bytes for the same state', async () => {
  stage.reset({ generated: { chats: 150, equalTitles: 50 } });
  await inWorld(async (world) => {
    const { problems } = await world.backUp();
    const [first, second] = [
      await zipBytes(world.database, problems),
      await zipBytes(world.database, problems),
    ];
    const files = Object.keys(unzipSync(first)).filter((path) => path.endsWith('/conversation.json'));
    measure('150 chats, 50 of one title: files', files.length, 'least', 150, '(today: 101)');
    measure('same state twice: ZIPs that differ', Buffer.compare(first, second) === 0 ? 0 : 1, 'most', 0);
  });
});

test('the second run asks for nothing, and for one chat when its branch was switched', async () => {
  stage.reset({ generated: { chats: TRIED } });
  await inWorld(async (world) => {
    await world.backUp();
    world.asked();
    await world.backUp();
    measure('second run: conversations asked for', world.asked().length, 'most', 0, '(today: all)');
    const chat = stage.account.list()[17];
    if (!chat) throw new Error('no chat');
    chat.current_leaf_message_uuid = chat.chat_messages[2]?.uuid ?? '';
    await world.backUp();
    const asked = world.asked();
    expect(asked).toEqual([chat.uuid]);
    measure('one branch switched: conversations asked for', asked.length, 'most', 1);
  });
});

test('dying at fifty random moments loses nothing, and asks again for no more than were under way', async () => {
  stage.reset({ generated: { chats: 600 }, latencyMs: 3 });
  const { lost, refetched, kept: all } = await dieAtRandom(stage, 50, 11);
  measure('dying at 50 random moments: committed chats lost', lost, 'most', 0);
  measure('asked for again in one life, at most', refetched, 'most', 3, '(today: all)');
  measure('chats missing in the end', 600 - all, 'most', 0);
});

test('the share of text is no matter of course', () => {
  const messages = [{ uuid: 'm', content: [{ type: 'text', text: 'one two three\nfour **five** six' }] }];
  expect(share(messages, '<p>four <b>five</b> six</p>')).toMatchObject({ found: 11, of: 22 });
  expect(share(messages, '')).toMatchObject({ found: 0, missing: ['onetwothree', 'fourfivesix'] });
  expect(share(messages, JSON.stringify(messages)).missing).toEqual([]);
});

const SHARED: readonly [id: string, today: string][] = [
  ['json', '100 %'],
  ['markdown', '67.4 %'],
  ['html', 'nobody'],
  ['text', '68.1 %'],
  ['obsidian', '53.6 %'],
];

const fixtures: Record<string, unknown> = import.meta.glob(
  [
    '/tests/fixtures/conversations/*.json',
    '!**/list-page.json',
    '!**/organizations.json',
    '!**/tool-pairs.json',
  ],
  { eager: true, import: 'default' },
);

/** claude.ai's own exports, as an import brings them in. */
const ownExports: Record<string, unknown> = import.meta.glob(
  '/tests/fixtures/exports/**/conversations.json',
  {
    eager: true,
    import: 'default',
  },
);

test.each(SHARED)('%s holds every text of every fixture and of 200 generated chats', (id, today) => {
  const format = EXPORT_FORMATS.find((one) => one.id === id);
  if (!format) throw new Error(`no format ${id}`);
  const generated = [...generatedAccount({ chats: 200, imageEvery: 9, seed: 5 }).conversations.values()];
  const exported = Object.values(ownExports).flat();
  const payloads = [
    ...Object.values(fixtures),
    ...exported,
    ...generated.map((one) => ({ ...one, chat_messages: one.chat_messages })),
  ];
  let found = 0;
  let of = 0;
  const missing: string[] = [];
  for (const payload of payloads) {
    const raw = JSON.stringify(payload);
    const parsed = readConversationText(raw);
    if (!parsed.ok) throw new Error('a fixture that is no conversation');
    const one = share(parsed.value.chat_messages, format.render(parsed.value, raw));
    found += one.found;
    of += one.of;
    missing.push(...one.missing);
  }
  if (missing.length > 0) console.log(id, missing.slice(0, 8));
  measure(
    `share of the payload’s text in ${id}, ${payloads.length} chats`,
    found / of,
    'least',
    1,
    `(today: ${today})`,
  );
});
