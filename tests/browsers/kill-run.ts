import type { Page } from 'puppeteer-core';
import type { RequestLogEntry, Stage } from '../stage/types.ts';
import { launch } from './launch.ts';
import { waitFor } from './poll.ts';
import type { BrowserName, ExtensionBrowser } from './types.ts';

/** How often a run is killed, and when. */
export interface KillPlan {
  readonly name: BrowserName;
  readonly extensionPath: string;
  readonly stage: Stage;
  /** Kept from one life to the next. */
  readonly profile: string;
  readonly chats: number;
  readonly kills: number;
  /** ms after the first conversation of a life that is asked for; the next one in [0, 1). */
  readonly longestMs: number;
  readonly chance: () => number;
  /** Starts each life; default as any test does. */
  readonly launch?: (options: { readonly userDataDir: string }) => Promise<ExtensionBrowser>;
}

export interface KillReport {
  readonly kills: number;
  /** Conversations that were in the library before a kill and not after it. */
  readonly lost: number;
  /** Of each life after the first: conversations asked for again that had been answered in full before. */
  readonly refetched: readonly number[];
  /** Whose bytes aren't what their name says, when all is over. */
  readonly damaged: number;
  readonly kept: number;
}

const isTree = ({ method, path, query }: RequestLogEntry): boolean =>
  method === 'GET' && /\/chat_conversations\/[^/]+$/.test(path) && query.includes('render_all_tools=true');
const idOf = ({ path }: RequestLogEntry): string => path.split('/').at(-1) ?? '';

/** A full backup whose browser dies again and again, by SIGKILL, until it has come to its end. */
export async function killRun(plan: KillPlan): Promise<KillReport> {
  const { stage, chats, kills } = plan;
  const refetched: number[] = [];
  let committed: readonly string[] = [];
  let lost = 0;
  let killed = 0;
  for (;;) {
    const before = new Set(stage.log.filter((one) => isTree(one) && one.end === 'done').map(idOf));
    const asked = stage.log.length;
    const life = await begin(plan, killed === 0);
    const found = new Set(await keptIds(life.driver));
    lost += committed.filter((id) => !found.has(id)).length;
    const isLast = killed >= kills;
    committed = isLast ? await untilOver(life, plan) : await untilKilled(life, plan, asked);
    const again = stage.log.slice(asked).filter((one) => isTree(one) && before.has(idOf(one)));
    if (killed > 0) refetched.push(new Set(again.map(idOf)).size);
    if (isLast) {
      const damaged = await life.driver.evaluateInExtension(countDamaged);
      await life.driver.close();
      return { kills: killed, lost, refetched, damaged, kept: committed.length };
    }
    killed += 1;
    if (committed.length >= chats) throw new Error(`all ${chats} chats were there before ${kills} kills`);
  }
}

interface Life {
  readonly driver: ExtensionBrowser;
  readonly page: Page;
}

/** Only the first life is asked for a backup: the others go on with it when the library is opened. */
async function begin(plan: KillPlan, isFirst: boolean): Promise<Life> {
  const { name, extensionPath, stage, profile } = plan;
  const driver = await (plan.launch?.({ userDataDir: profile }) ??
    launch(name, { extensionPath, stage, userDataDir: profile }));
  // Who is signed in stays so; the cookie of a browser that was killed at once may not have been written.
  const claude = await driver.newPage('https://claude.ai/new');
  await claude.close();
  const page = await driver.openExtensionPage(isFirst ? 'library.html?pause=0#back-up-all' : 'library.html');
  return { driver, page };
}

async function untilKilled(
  { driver }: Life,
  { stage, longestMs, chance }: KillPlan,
  asked: number,
): Promise<readonly string[]> {
  await waitFor(() => stage.log.slice(asked).some(isTree), {
    timeoutMs: 100_000,
    intervalMs: 5,
    message: 'the backup to go on after the browser was killed',
  });
  await new Promise((resolve) => setTimeout(resolve, chance() * longestMs));
  const ids = await keptIds(driver);
  await driver.kill();
  return ids;
}

async function untilOver({ driver }: Life, { chats }: KillPlan): Promise<readonly string[]> {
  await waitFor(async () => (await keptIds(driver)).length >= chats, {
    timeoutMs: 120_000,
    intervalMs: 250,
    message: `all ${chats} chats in the library`,
  });
  return keptIds(driver);
}

const keptIds = (driver: ExtensionBrowser): Promise<readonly string[]> => driver.evaluateInExtension(readIds);

/** Runs in the extension. Never makes the database: an empty one would be none of the library's. */
async function readIds(): Promise<string[]> {
  if (!(await indexedDB.databases()).some(({ name }) => name === 'lifeline-library')) return [];
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('lifeline-library');
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const keys = await new Promise<IDBValidKey[]>((resolve, reject) => {
    const reading = database.transaction('conversations').objectStore('conversations').getAllKeys();
    reading.onsuccess = () => resolve(reading.result);
    reading.onerror = () => reject(reading.error);
  });
  database.close();
  return keys.map(String);
}

/** Runs in the extension: every chat's bytes are there, and are what they were. */
async function countDamaged(): Promise<number> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open('lifeline-library');
    opening.onsuccess = () => resolve(opening.result);
  });
  const get = <T>(store: string, key?: string): Promise<T> =>
    new Promise((resolve, reject) => {
      const from = database.transaction(store).objectStore(store);
      const reading: IDBRequest = key === undefined ? from.getAll() : from.get(key);
      reading.onsuccess = () => resolve(reading.result as T);
      reading.onerror = () => reject(reading.error);
    });
  const entries = await get<{ best: { hash: string } }[]>('conversations');
  let damaged = 0;
  for (const { best } of entries) {
    const bytes = await get<Uint8Array<ArrayBuffer> | undefined>('objects', best.hash);
    const hash = bytes && new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    const hex = hash && [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    if (hex !== best.hash) damaged += 1;
  }
  database.close();
  return damaged;
}
