import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { buildExtension } from '../../../scripts/demo/build.ts';
import { launch } from '../../browsers/launch.ts';
import { waitForDownload } from '../../browsers/page.ts';
import { waitFor } from '../../browsers/poll.ts';
import type { ExtensionBrowser } from '../../browsers/types.ts';
import type { Drill, DrillWorld } from '../types.ts';
import { type KeptChat, keptChats } from './kept.ts';
import { backUpAll, openLibrary, press, setStage, visit } from './visit.ts';

/** Firefox notes it where a page is left with an answer on its way. */
const NOTE = /^Promise (resolved|rejected) (after|while) context/;
const ZIP = /lifeline-.*\.zip$/;

/** Brings a file in, as by the page's button, and waits until it says what came of it. */
async function bringIn(page: Page, path: string): Promise<void> {
  await page.waitForSelector('input[type=file]');
  const input = await page.$('input[type=file]');
  await (input as unknown as { uploadFile: (...paths: string[]) => Promise<void> }).uploadFile(path);
  await waitFor(() => page.$('[data-import="done"], [data-import="failed"]'), {
    timeoutMs: 60_000,
    message: 'the import',
  });
}

/** The whole library as one ZIP. */
async function takeOut(browser: ExtensionBrowser): Promise<string> {
  await rm(browser.downloadsDir, { recursive: true, force: true });
  await mkdir(browser.downloadsDir, { recursive: true });
  const page = await openLibrary(browser);
  await page.waitForSelector('[data-conversation]'); // nothing can be saved before
  await press(page, 'save-copy');
  const path = await waitForDownload(browser.downloadsDir, ZIP, { timeoutMs: 60_000 });
  await page.close();
  return path;
}

/** Once from each to the other. */
async function exchange(one: ExtensionBrowser, other: ExtensionBrowser): Promise<void> {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    const zip = await takeOut(from);
    const page = await openLibrary(to);
    await bringIn(page, zip);
    await page.close();
  }
}

const named = (chats: readonly KeptChat[]): string[] => chats.map(({ id, hash }) => `${id} ${hash}`);

/** Of each chat as many versions as there are different payloads, and none twice. */
async function countVersions(): Promise<{ versions: number; twice: number }> {
  const opening = indexedDB.open('lifeline-library');
  const database = await new Promise<IDBDatabase>((resolve) => {
    opening.onsuccess = () => resolve(opening.result);
  });
  const reading = database.transaction('versions').objectStore('versions').getAll();
  const all = await new Promise<{ conversationId: string; hash: string }[]>((resolve) => {
    reading.onsuccess = () => resolve(reading.result);
  });
  database.close();
  const different = new Set(all.map(({ conversationId, hash }) => `${conversationId} ${hash}`));
  return { versions: all.length, twice: all.length - different.size };
}

/** Chats only one of them has, chats that both have, and one that has grown since in one of them. */
async function fillBoth(world: DrillWorld, one: ExtensionBrowser, other: ExtensionBrowser): Promise<number> {
  const { stage, isQuick } = world;
  const chats = isQuick ? 20 : 60;
  setStage(stage, { generated: { chats, messages: 6, projects: 2, organizations: 2 } });
  const all = stage.account.list();
  for (const browser of [one, other]) await (await visit(browser, '/new')).page.close();
  await (await backUpAll(one)).close();
  for (const chat of all.slice(0, chats / 4)) stage.account.conversations.delete(chat.uuid);
  const grown = stage.account.list()[0];
  if (grown)
    stage.account.addMessage(grown, {
      sender: 'human',
      text: 'Since then: 👩‍🚀\u0000\u2028',
      at: Date.now(),
    });
  for (let number = 0; number < chats / 4; number += 1) {
    const chat = stage.account.create({
      name: `Only there ${number} “ünï”`,
      at: Date.now() - number * 1_000,
    });
    stage.account.addMessage(chat, { sender: 'human', text: `Only there ${number}`, at: Date.now() });
  }
  await (await backUpAll(other)).close();
  return chats + chats / 4;
}

async function run(world: DrillWorld): Promise<void> {
  const { stage, tally, launch: start } = world;
  const one = await start();
  const firefox = join('.output', 'firefox-mv3');
  const isBuilt = await readdir(firefox).then(
    (files) => files.includes('manifest.json'),
    () => false,
  );
  const other = await launch('firefox', {
    extensionPath: isBuilt ? join(process.cwd(), firefox) : await buildExtension('firefox'),
    stage,
  });
  try {
    const expected = await fillBoth(world, one, other);
    const before = [
      ...(await one.evaluateInExtension(keptChats)),
      ...(await other.evaluateInExtension(keptChats)),
    ];
    const count = async () => [
      await one.evaluateInExtension(countVersions),
      await other.evaluateInExtension(countVersions),
    ];
    await exchange(one, other);
    const first = await count();
    await exchange(one, other);
    const counted = await count();
    tally.did(4);
    if (JSON.stringify(first) !== JSON.stringify(counted))
      tally.missed('duplicates', `the second exchange adds: ${JSON.stringify([first, counted])}`);
    const [ours, theirs] = [
      await one.evaluateInExtension(keptChats),
      await other.evaluateInExtension(keptChats),
    ];
    if (ours.length !== expected)
      tally.missed('snapshots', `${ours.length} of ${expected} chats in Chromium`);
    if (theirs.length !== expected)
      tally.missed('snapshots', `${theirs.length} of ${expected} chats in Firefox`);
    if (named(ours).join() !== named(theirs).join())
      tally.missed('snapshots', 'the two libraries show other copies');
    for (const { id, isWhole } of [...ours, ...theirs])
      if (!isWhole) tally.missed('snapshots', `${id} isn't whole`);
    const there = new Set(ours.map(({ id }) => id));
    for (const { id } of before) if (!there.has(id)) tally.missed('snapshots', `${id} is gone`);
    for (const { twice } of counted)
      if (twice > 0) tally.missed('duplicates', `${twice} versions are kept twice`);
    for (const problem of other.problems.filter((text) => !NOTE.test(text))) tally.missed('errors', problem);
  } finally {
    await other.close();
  }
}

export const TWO_BROWSERS: Drill = {
  name: 'two-browsers',
  what: 'a Chromium and a Firefox with different libraries take in each other’s backups, both ways, twice',
  browsers: ['chromium'],
  run,
};
