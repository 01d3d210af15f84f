import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { trustedClick, waitForDownload } from '../browsers/page.ts';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import { allowedBuild } from './allowed-build.ts';
import { BROWSER, expectQuietConsole, readBytes, startWorld, type World } from './kit.ts';

let world: World;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lifeline-allowed-'));
  const isReal = BROWSER === 'firefox';
  const permission = ['downloads', 'offscreen'];
  world = isReal
    ? await startWorld()
    : await startWorld(await profileWithDownloads(), await allowedBuild(folder, { permission }));
  await world.browser.answerQuestions?.(true);
  await world.open('/new');
  const library = await world.browser.openExtensionPage('library.html?pause=0#back-up-all');
  await library.waitForSelector(`[data-conversation="${SEEDED.everyBlock}"]`, { timeout: 30_000 });
  await waitForDownload(world.browser.downloadsDir, /^lifeline-backup-.*\.zip$/, { timeoutMs: 30_000 });
  await library.close();
});
beforeEach(async () => {
  await rm(world.browser.downloadsDir, { recursive: true });
  await mkdir(world.browser.downloadsDir);
});
afterEach(() => expectQuietConsole(world));
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const downloaded = async (name: RegExp): Promise<Uint8Array> =>
  readBytes(await waitForDownload(world.browser.downloadsDir, name, { timeoutMs: 20_000 }));

async function openChat(id: string): Promise<Page> {
  const library = await world.browser.openExtensionPage(`library.html#${id}`);
  await library.waitForSelector('article select[name="format"]');
  return library;
}

async function exportAs(library: Page, format: string): Promise<void> {
  await library.select('article select[name="format"]', format);
  await trustedClick(library, `article [data-action="export"][data-format="${format}"]`);
}

interface Payload {
  readonly chat_messages: readonly { readonly content: readonly { type: string; text?: string }[] }[];
}
/** What was said, piece by piece. */
const saidIn = ({ chat_messages }: Payload): readonly string[] =>
  chat_messages
    .flatMap(({ content }) => content)
    .flatMap(({ type, text }) => (type === 'text' && text?.trim() ? [text] : []));

const readBack = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

it('one chat as JSON, Markdown, HTML, text and a note: each holds all that was said', async () => {
  const library = await openChat(SEEDED.everyBlock);
  await exportAs(library, 'json');
  const payload = JSON.parse(strFromU8(await downloaded(/\.json$/)));
  expect(payload.uuid).toBe(SEEDED.everyBlock);
  expect(saidIn(payload).length).toBeGreaterThan(2);
  for (const [format, name] of [
    ['markdown', /\.md$/],
    ['html', /\.html$/],
    ['text', /\.txt$/],
  ] as const) {
    await exportAs(library, format);
    const text = strFromU8(await downloaded(name));
    for (const said of saidIn(payload)) expect(format === 'html' ? readBack(text) : text).toContain(said);
  }
  await rm(world.browser.downloadsDir, { recursive: true });
  await mkdir(world.browser.downloadsDir);
  await exportAs(library, 'obsidian');
  const note = strFromU8(await downloaded(/\.md$/));
  expect(note).toMatch(/^---\ntitle: "/);
  expect(note).toContain(`conversation: "${SEEDED.everyBlock}"`);
  await library.close();
});

it('a chat full of markup is a page in which nothing runs', async () => {
  const library = await openChat(SEEDED.hostile);
  await exportAs(library, 'html');
  const html = strFromU8(await downloaded(/\.html$/));
  await library.close();
  const page = await world.browser.newPage('about:blank');
  await page.setContent(html);
  const found = await page.evaluate(() => ({
    elements: document.querySelectorAll('script, iframe, object, embed, img, svg, form').length,
    handlers: [...document.querySelectorAll('*')].flatMap((one) =>
      one.getAttributeNames().filter((name) => name.startsWith('on')),
    ),
    words: document.body.textContent.length,
  }));
  expect(found).toMatchObject({ elements: 0, handlers: [] });
  expect(found.words).toBeGreaterThan(100);
  await page.close();
});

it('a PDF is printed from a page with everything open, which can run nothing', async () => {
  const library = await openChat(SEEDED.everyBlock);
  await library.evaluate(catchPrint);
  await exportAs(library, 'pdf');
  const printed = await waitFor(() => library.evaluate(() => document.documentElement.dataset.printed), {
    message: 'the print dialog',
  });
  const { sandbox, closed, words } = JSON.parse(printed);
  expect(sandbox).not.toContain('allow-scripts');
  expect(closed).toBe(0);
  expect(words).toBeGreaterThan(500);
  await library.close();
});

/** Runs in the library page: in the place of the browser's dialog, which no test can answer. */
function catchPrint(): void {
  const onLoad = ({ target }: Event): void => {
    if (!(target instanceof HTMLIFrameElement)) return;
    const { contentWindow: page, contentDocument: content } = target;
    if (!page || !content) return;
    page.print = () => {
      document.documentElement.dataset.printed = JSON.stringify({
        sandbox: target.getAttribute('sandbox'),
        closed: content.querySelectorAll('details:not([open])').length,
        words: content.body.textContent.length,
      });
    };
  };
  document.addEventListener('load', onLoad, true);
}

describe('everything', () => {
  const EVERYTHING = 'header [data-action="save-copy"]:not([aria-disabled]):not([disabled])';

  it('is one ZIP whose files are as its manifest says, the same each time', async () => {
    const library = await world.browser.openExtensionPage('library.html');
    await library.waitForSelector(EVERYTHING);
    await trustedClick(library, EVERYTHING);
    const first = await downloaded(/\.zip$/);
    const files = unzipSync(first);
    expect(Object.keys(files).at(-1)).toBe('manifest.json');
    const manifest = JSON.parse(strFromU8(files['manifest.json'] as Uint8Array));
    const rows = manifest.files as { path: string; sha256: string }[];
    expect(rows.length).toBe(Object.keys(files).length - 1);
    for (const { path, sha256: hash } of rows) expect(sha256(files[path] ?? new Uint8Array())).toBe(hash);
    await rm(world.browser.downloadsDir, { recursive: true });
    await mkdir(world.browser.downloadsDir);
    await library.waitForSelector(EVERYTHING);
    await trustedClick(library, EVERYTHING);
    expect(sha256(await downloaded(/\.zip$/))).toBe(sha256(first));
    await library.close();
  });
});

describe('by itself', () => {
  const SWITCH = '[data-setting="exportEvery"]';

  it('a backup lies in the downloads after it was switched on, and another one is not due', async () => {
    let page = await world.browser.openExtensionPage('library.html#settings');
    await page.waitForSelector(SWITCH);
    await trustedClick(page, SWITCH);
    await page.waitForSelector('[data-news="saved"]');
    const own = join(await ownDownloads(), 'Lifeline');
    await mkdir(own, { recursive: true });
    await world.browser.evaluateInExtension(lookNow);
    const name = /^lifeline-backup-\d{4}-\d{2}-\d{2}\.zip$/;
    const files = unzipSync(await readBytes(await waitForDownload(own, name, { timeoutMs: 40_000 })));
    expect(files).toHaveProperty(['manifest.json']);
    expect(Object.keys(files).filter((one) => one.endsWith('/conversation.json')).length).toBeGreaterThan(9);
    await page.close();
    page = await world.browser.openExtensionPage('library.html#settings');
    await page.waitForSelector('[data-last-export="saved"]');
    await world.browser.evaluateInExtension(lookNow);
    await waitFor(() => world.browser.evaluateInExtension(nextLook), { message: 'the next look, tomorrow' });
    expect(await readdir(own)).toHaveLength(1);
    await trustedClick(page, SWITCH); // off again
    await page.waitForSelector(`${SWITCH}:not(:checked)`);
    await page.close();
  });
});

/** Where the browser itself keeps downloads; under test Chromium would give them names of its own. */
async function ownDownloads(): Promise<string> {
  const { browser } = world.browser as { browser?: Browser };
  if (BROWSER === 'firefox' || !browser) return world.browser.downloadsDir;
  const session = await browser.target().createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'default' });
  return join(folder, 'downloads');
}

/** A profile whose downloads go where a test can see them. */
async function profileWithDownloads(): Promise<string> {
  const profile = join(folder, 'profile');
  await mkdir(join(profile, 'Default'), { recursive: true });
  const download = { default_directory: join(folder, 'downloads'), prompt_for_download: false };
  await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify({ download }));
  return profile;
}

declare const chrome: {
  alarms: {
    create: (name: string, when: object) => Promise<void>;
    get: (name: string) => Promise<{ scheduledTime: number } | undefined>;
  };
};

/** Runs in the extension: the half minute that browsers keep between alarms needn't be waited for. */
async function lookNow(): Promise<void> {
  await chrome.alarms.create('scheduled-export', { when: Date.now() });
}

/** Runs in the extension: whether the next look is hours away. */
async function nextLook(): Promise<boolean> {
  const alarm = await chrome.alarms.get('scheduled-export');
  return (alarm?.scheduledTime ?? 0) > Date.now() + 3_600_000;
}
