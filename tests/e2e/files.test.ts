import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { waitForDownload } from '../browsers/page.ts';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import { expectQuietConsole, readBytes, startWorld, type World } from './kit.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const PHOTO = 'bbbbbbbb-0000-7000-8000-000000000903';
const OUTPUTS = '/mnt/user-data/outputs';

/** A chat with every kind of file, backed up and open in the library. */
async function openChat(): Promise<Page> {
  const tab = await world.open(`/chat/${SEEDED.everyBlock}`);
  const popup = await tab.popup();
  await popup.click('[data-action="back-up-chat"]:not([aria-disabled])');
  await popup.page.waitForSelector('[data-action="save-copy"]');
  const library = await world.browser.openExtensionPage(`library.html#${SEEDED.everyBlock}`);
  await library.waitForSelector('[data-part="files"]');
  await library.evaluate(openFiles);
  return library;
}

const openFiles = (): void => document.querySelector('[data-part="files"]')?.setAttribute('open', '');

/** Presses the button and waits until the files are no longer being fetched. */
const getFiles = (library: Page): Promise<void> => library.evaluate(pressAndWait);

const pressAndWait = (): Promise<void> =>
  new Promise((resolve) => {
    const button = document.querySelector<HTMLElement>('[data-action="keep-files"]');
    new MutationObserver((_, observer) => {
      if (button?.hasAttribute('aria-disabled')) return;
      observer.disconnect();
      resolve();
    }).observe(document.body, { subtree: true, attributeFilter: ['aria-disabled'] });
    button?.click();
  });

/** Name → state and words of each file that the library shows. */
const shown = async (library: Page): Promise<Record<string, string>> => {
  const rows = await library.$$eval('[data-file]', (found) =>
    found.map((one) => [one.getAttribute('data-state') ?? '', one.textContent ?? '']),
  );
  return Object.fromEntries(
    rows.map(([state = '', text = '']) => {
      const [name = '', ...words] = text.trim().split(/\s+/);
      return [name, [state, ...words].join(' ')];
    }),
  );
};

/** What Lifeline asked for; the page looks after its own sandbox too. */
const askedForFiles = (): readonly string[] =>
  world.stage.log
    .filter(({ path, headers }) => /\/(files|wiggle)\//.test(path) && !headers.referer?.includes('claude.ai'))
    .map(({ path, query }) => path + query);

async function zipFrom(press: () => Promise<void>): Promise<Record<string, Uint8Array>> {
  await rm(world.browser.downloadsDir, { recursive: true, force: true });
  await mkdir(world.browser.downloadsDir);
  await press();
  const path = await waitForDownload(world.browser.downloadsDir, /lifeline-backup-.*\.zip$/, {
    timeoutMs: 30_000,
  });
  return unzipSync(await readBytes(path));
}

interface Manifest {
  files: { path: string; sha256: string; kind?: string }[];
  problems: { kind: string; why: string }[];
}
const manifestOf = (zip: Record<string, Uint8Array>): Manifest =>
  JSON.parse(strFromU8(zip['manifest.json'] as Uint8Array));

it('a challenge in between ends it, and says that files are missing', async () => {
  const library = await openChat();
  world.stage.fail({ on: 'files', kind: 'challenge' });
  world.stage.fail({ on: 'wiggle', kind: 'challenge' });
  await getFiles(library);
  expect(askedForFiles().filter((path) => path.includes('list-files'))).toHaveLength(1);
  await waitFor(
    async () =>
      /could not be fetched|not to be had/.test(
        (await library.$eval('body', (body) => body.textContent)) ?? '',
      ),
    {
      timeoutMs: 5_000,
      message: 'what became of it, in words',
    },
  );
  await library.close();
});

it('the files of a chat come when I ask: originals, a stand-in and half a file that say so, what is missing and why', async () => {
  const library = await openChat();
  const { account } = world.stage;
  const sandbox = account.sandboxes.get(SEEDED.everyBlock) ?? [];
  const sheet = sandbox.splice(0, 1);
  sandbox.push({ path: `${OUTPUTS}/half.bin`, bytes: Buffer.alloc(10, 7), announced: 20 });
  sandbox.push({
    path: `${OUTPUTS}/..\\..\\<img src=x onerror=alert(1)>\u202Egpj.exe`,
    bytes: Buffer.from('x'),
  });
  account.files.set(PHOTO, { variants: { preview: account.files.get(PHOTO)?.variants.preview ?? never() } });
  expect(askedForFiles()).toEqual([]); // none before I ask
  await getFiles(library);
  const files = await shown(library);
  expect(files['index.html']).toMatch(/^kept/);
  expect(files['half.bin']).toMatch(/^kept .*another size/);
  expect(files['photo.preview.webp']).toMatch(/^preview .*smaller copy/);
  expect(files['data.csv']).toMatch(/^missing .*any more/);
  const zip = await zipFrom(() => library.click('article [data-action="save-copy"]'));
  const manifest = manifestOf(zip);
  for (const { path, sha256: hash } of manifest.files) expect(sha256(zip[path] as Uint8Array)).toBe(hash);
  expect(manifest.problems.find(({ kind }) => kind === 'files-not-included')?.why).toBe(
    'data.csv: not-found',
  );
  const page = Object.entries(zip).find(([path]) => path.endsWith('/files/index.html'))?.[1];
  expect(strFromU8(page ?? new Uint8Array())).toBe('<h1>Hello</h1>');
  // The name that was a path and markup is neither, on the page and in the ZIP.
  expect(await library.$$eval('img[src="x"]', (found) => found.length)).toBe(0);
  const names = Object.keys(zip).filter((path) => path.includes('/files/'));
  expect(names).toHaveLength(5);
  for (const name of names)
    expect(name).toMatch(/^conversations\/[^/]+\/files\/[^/\\<>:"|?*\p{Cc}\u202E]+$/u);
  expect(Object.values(zip).some((bytes) => strFromU8(bytes).includes(account.uuid))).toBe(false);
  sandbox.push(...sheet);
  await getFiles(library);
  expect((await shown(library))['data.csv']).toMatch(/^kept/);
  await library.close();
});

const never = (): never => {
  throw new Error('the stage has no preview of the photo');
};

it('when nothing can be had any more, what was had is still there', async () => {
  const library = await openChat();
  await getFiles(library);
  const before = await shown(library);
  expect(before['photo.png']).toMatch(/^kept/);
  world.stage.fail({ on: 'wiggle', kind: 'json-503' });
  world.stage.fail({ on: 'files', kind: 'json-503' });
  await getFiles(library);
  expect(await shown(library)).toEqual(before);
  await library.close();
});

it('a backup of everything takes the files along when I want it, and asks for none of them twice', async () => {
  const tab = await world.open('/new', { generated: { chats: 12, imageEvery: 4 } });
  const library = await world.browser.openExtensionPage('library.html?pause=0');
  await library.waitForSelector('header input[name="files"]');
  await library.click('header input[name="files"]');
  const zip = await zipFrom(() => library.click('header [data-action="back-up-all"]'));
  await waitFor(
    async () =>
      /Files kept: \d+/.test((await library.$eval('.progress-text', (one) => one.textContent)) ?? ''),
    {
      timeoutMs: 10_000,
      message: 'how many files are kept',
    },
  );
  const images = Object.keys(zip).filter((path) => /\/files\/[^/]+\.png$/.test(path));
  expect(images.length).toBeGreaterThanOrEqual(3);
  const asked = askedForFiles().length;
  expect(asked).toBeGreaterThanOrEqual(3);
  const again = await zipFrom(() => library.click('header [data-action="back-up-all"]'));
  expect(askedForFiles()).toHaveLength(asked);
  expect(Object.keys(again).toSorted((a, b) => a.localeCompare(b))).toEqual(
    Object.keys(zip).toSorted((a, b) => a.localeCompare(b)),
  );
  await library.close();
  await tab.page.bringToFront();
});
