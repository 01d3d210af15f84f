import { launch } from '../browsers/launch.ts';
import type { BrowserName, ExtensionBrowser } from '../browsers/types.ts';
import type { Stage } from '../stage/types.ts';
import { rivalMs } from './backup-rival.ts';
import { type BackupRun, isTree, oneBackup } from './backup-run.ts';
import { type Figure, figure, tell } from './bar-table.ts';
import { checkFigure, searchFigures } from './library.ts';
import { goTo, keptChats, type LibraryTab, openLibrary, settled, untilKept } from './library-page.ts';
import { mainThread } from './main-thread.ts';

const CHATS = 1_000;
const MANY = 4_000;
const TEN_THOUSAND = 10_000;
const QUICKLY = { chats: CHATS, pauseMs: 0, timeoutMs: 300_000 };
const PEER_MS = 73_700;
/** ms between batches, of the exporter that was measured. */
const PEER_REST_MS = 200;

/** A browser whose user is signed in, and the library's page in it. */
async function withLibrary<T>(
  name: BrowserName,
  extensionPath: string,
  stage: Stage,
  work: (driver: ExtensionBrowser, tab: LibraryTab) => Promise<T>,
): Promise<T> {
  const driver = await launch(name, { extensionPath, stage, unheard: true });
  try {
    const claude = await driver.newPage('https://claude.ai/new');
    await claude.close();
    return await work(driver, await openLibrary(driver));
  } finally {
    await driver.close();
  }
}

/** 1,000 chats without politeness; then, in the same library: again, one branch switched, search, check, export. */
export function benchBackup(name: BrowserName, extensionPath: string, stage: Stage): Promise<Figure[]> {
  stage.reset({ generated: { chats: CHATS } });
  return withLibrary(name, extensionPath, stage, async (driver, tab) => {
    const first = await oneBackup(driver, tab, stage, QUICKLY);
    const parts = [
      async () => [...speed(first), memory(first, CHATS, 100)],
      () => again(driver, tab, stage, first),
      () => branchSwitched(driver, tab, stage),
      () => searchFigures(driver, tab, CHATS),
      () => checkFigure(driver, tab, CHATS),
      () => mainThread(driver, tab, first.longestTaskMs),
    ];
    const figures: Figure[] = [];
    for (const part of parts) figures.push(...(await tell(part)));
    return figures;
  });
}

const speed = (run: BackupRun): Figure[] => [
  figure({
    name: `${CHATS} chats, politeness off: captured`,
    value: run.capturedMs / 1000,
    unit: 's',
    atMost: 12,
    best: '73.7 s, 66.6 of them pauses',
  }),
  figure({ name: 'the same with its ZIP', value: run.totalMs / 1000, unit: 's', atMost: 20, best: '73.7 s' }),
  figure({
    name: 'work of the extension’s processes: captured',
    value: run.capturedCpuMs / 1000,
    unit: 's',
    atMost: null,
  }),
  figure({ name: 'and with its ZIP', value: run.totalCpuMs / 1000, unit: 's', atMost: null }),
  figure({ name: 'its ZIP', value: run.zip.bytes / 1e6, unit: 'MB', atMost: null }),
];

const memory = (run: BackupRun, chats: number, atMost: number): Figure =>
  figure({
    name: `memory that ${chats} chats and their ZIP add at most`,
    value: run.grownMb,
    unit: 'MB',
    atMost,
    best: chats === CHATS ? '+251 MB' : '+504 MB',
  });

async function again(
  driver: ExtensionBrowser,
  tab: LibraryTab,
  stage: Stage,
  first: BackupRun,
): Promise<Figure[]> {
  const { requests, totalMs, zip } = await oneBackup(driver, tab, stage, QUICKLY);
  const differing = first.zip.sha256 === zip.sha256 ? 0 : 1;
  return [
    figure({ name: 'second run: conversations asked for', value: requests, unit: '', atMost: 0 }),
    figure({ name: 'second run, with its ZIP', value: totalMs / 1000, unit: 's', atMost: null }),
    figure({ name: 'same state twice: ZIPs that differ', value: differing, unit: '', atMost: 0 }),
  ];
}

async function branchSwitched(driver: ExtensionBrowser, tab: LibraryTab, stage: Stage): Promise<Figure[]> {
  const chat = stage.account.list()[Math.floor(CHATS / 2)];
  // Leaves `updated_at` alone, as claude.ai does.
  if (chat) chat.current_leaf_message_uuid = chat.chat_messages[3]?.uuid ?? '';
  const { requests } = await oneBackup(driver, tab, stage, QUICKLY);
  const asked = stage.log
    .filter(isTree)
    .at(-1)
    ?.path.endsWith(chat?.uuid ?? '?')
    ? requests
    : Number.NaN;
  return [
    figure({ name: 'one branch switched: conversations asked for', value: asked, unit: '', atMost: 1 }),
  ];
}

/** As many pauses as the peer makes, beside a stand-in that does nothing else. */
export async function benchPolite(name: BrowserName, extensionPath: string, stage: Stage): Promise<Figure[]> {
  stage.reset({ generated: { chats: CHATS } });
  const rival = await rivalMs(name, stage);
  stage.reset({ generated: { chats: CHATS } });
  const run = await withLibrary(name, extensionPath, stage, (driver, tab) =>
    oneBackup(driver, tab, stage, { chats: CHATS, pauseMs: PEER_REST_MS, timeoutMs: 300_000 }),
  );
  return [
    figure({ name: 'the peer’s pauses, fetches and a ZIP', value: rival / 1000, unit: 's', atMost: null }),
    figure({
      name: 'with the same pauses',
      value: run.totalMs / 1000,
      unit: 's',
      atMost: (PEER_MS * 1.05) / 1000,
      best: '73.7 s',
    }),
    figure({
      name: 'with the same pauses ÷ the peer’s',
      value: run.totalMs / rival,
      unit: '×',
      atMost: 1.05,
    }),
  ];
}

/** Four times as many: whether memory grows with them. */
export function benchMany(name: BrowserName, extensionPath: string, stage: Stage): Promise<Figure[]> {
  stage.reset({ generated: { chats: MANY } });
  return withLibrary(name, extensionPath, stage, async (driver, tab) => {
    const run = await oneBackup(driver, tab, stage, { chats: MANY, pauseMs: 0, timeoutMs: 600_000 });
    const seconds = figure({
      name: `${MANY} chats with their ZIP`,
      value: run.totalMs / 1000,
      unit: 's',
      atMost: null,
    });
    return [memory(run, MANY, 150), seconds];
  });
}

/** Ten times as many chats to search. Few messages, so that getting them doesn't take all day. */
export function benchSearch(name: BrowserName, extensionPath: string, stage: Stage): Promise<Figure[]> {
  stage.reset({ generated: { chats: TEN_THOUSAND + 300, messages: 4 } });
  return withLibrary(name, extensionPath, stage, async (driver, tab) => {
    await goTo(driver, tab, 'library.html?pause=0#back-up-all');
    await untilKept(driver, TEN_THOUSAND, 900_000);
    // A cancelled one gets no ZIP, which nobody waits for here.
    await tab.page.click('[data-action="cancel"]');
    await settled();
    return searchFigures(driver, tab, await keptChats(driver));
  });
}
