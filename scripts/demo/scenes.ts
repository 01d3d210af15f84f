import { copyFile, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Page } from 'puppeteer-core';
import {
  shadowElement,
  shadowQuery,
  trustedClick,
  typeInto,
  waitForDownload,
} from '../../tests/browsers/page.ts';
import { waitFor } from '../../tests/browsers/poll.ts';
import type { ExtensionBrowser } from '../../tests/browsers/types.ts';
import type { Stage } from '../../tests/stage/types.ts';
import { checkBackup } from './backup-check.ts';
import { holds, type Say } from './narrator.ts';
import type { Pictures } from './pictures.ts';

export interface Scene {
  readonly stage: Stage;
  readonly driver: ExtensionBrowser;
  /** The tab of claude.ai. */
  readonly page: Page;
  readonly tabId: number;
  readonly pictures: Pictures;
}

const PROMPT = 'lifeline-prompt';
const COMPOSER = '[data-testid="chat-input"]';
const FIRST = 'A weekend in Lisbon: what should I see?';
const FIRST_REPLY =
  'Saturday: Alfama on foot before ten, then tram 28 to Estrela. Sunday: the ferry to Cacilhas, grilled fish by the river, ' +
  'and the sunset from Miradouro da Graça.';
const SECOND = 'Now the same for two rainy days, please.';
const SECOND_REPLY =
  'The tile museum in the morning, lunch at Campo de Ourique’s market; the Gulbenkian on the second day, and a long coffee.';

async function ask(page: Page, question: string): Promise<void> {
  await typeInto(page, COMPOSER, question);
  await page.keyboard.press('Enter');
}

/** Finished replies that the page shows. */
const replies = (page: Page): Promise<string[]> =>
  page.$$eval('[data-perf-row="assistant"][data-is-streaming="false"]', (rows) =>
    rows.map((row) => row.querySelector('[data-testid="assistant-message"]')?.textContent ?? ''),
  );

/** Waits until the page shows all of this reply. */
async function answered(page: Page, reply: string): Promise<void> {
  await waitFor(async () => (await replies(page)).includes(reply), {
    message: `the reply “${reply}”`,
    timeoutMs: 15_000,
  });
}

const isPrompted = async ({ page }: Scene): Promise<boolean> =>
  (await shadowQuery(page, PROMPT, '[data-verdict]')) !== null;

/** Opens the popup for the tab, waits for a verdict, and closes it after `look`. */
async function inPopup<T>(scene: Scene, verdict: string, look: (popup: Page) => Promise<T>): Promise<T> {
  const popup = await scene.driver.openExtensionPage(`popup.html?tab=${scene.tabId}`);
  await popup.waitForSelector(`main[data-verdict="${verdict}"]`, { timeout: 10_000 });
  const result = await look(popup);
  await popup.close();
  return result;
}

const textOf = (page: Page, selector: string): Promise<string> =>
  page.$eval(selector, (element) => element.textContent.trim());

export async function healthy(scene: Scene, say: Say): Promise<void> {
  const { page, stage, driver, tabId } = scene;
  stage.set({ replyText: FIRST_REPLY });
  await ask(page, FIRST);
  say(`“${FIRST}” is sent`);
  await answered(page, FIRST_REPLY);
  say('Claude answers');
  holds(!(await isPrompted(scene)), 'Lifeline shows no prompt while all is well');
  holds((await driver.badgeText(tabId)) === '', 'the badge is empty');
  await inPopup(scene, 'ok', async (popup) =>
    say(`the popup: “${await textOf(popup, 'h1')}”; no prompt, no badge`),
  );
}

export async function failing(scene: Scene, say: Say): Promise<void> {
  const { page, stage, driver, tabId, pictures } = scene;
  const before = stage.sends().length;
  stage.set({ replyText: SECOND_REPLY });
  stage.fail({ on: 'send', kind: 'json-503' });
  await ask(page, SECOND);
  say(`“${SECOND}” is sent; the server answers 503`);
  const prompt = await shadowElement(page, PROMPT, '[data-verdict]', { timeoutMs: 20_000 });
  const shownAt = Date.now();
  const tries = stage.sends().slice(before);
  const lastEnd = tries.at(-1)?.endedAt ?? shownAt;
  holds(tries.length === 3, `claude.ai has tried three times by itself (${tries.length})`);
  say(
    `claude.ai has given up after ${tries.length} tries of its own, and ${shownAt - lastEnd} ms later the prompt is there:`,
  );
  const words = await prompt.$$eval('[role="alert"] p', (lines) =>
    lines.map(({ textContent }) => textContent.trim()).join(' '),
  );
  holds(words.includes('503'), `the prompt says what failed (${words})`);
  say(`“${words}”`);
  await waitFor(async () => (await driver.badgeText(tabId)) === '!', { message: 'the badge' });
  say('the badge shows “!”');
  await pictures.ofPage(page, 'prompt');
  await inPopup(scene, 'degraded', async (popup) => {
    holds(await popup.$('[data-hop="claude"][data-state="bad"]'), 'the chain is broken at Claude');
    say(`the popup: “${await textOf(popup, 'h1')}” ${await textOf(popup, 'header .small')}`);
    await pictures.ofPopup(popup, 'popup-degraded');
  });
}

export async function fixing(scene: Scene, say: Say): Promise<void> {
  const { page, stage } = scene;
  const button = await shadowElement(page, PROMPT, '[data-fix][data-recommended]');
  const fix = await button.evaluate((element) => element.getAttribute('data-fix'));
  holds(fix === 'wait-and-retry', `the recommended fix is to wait and try again (${fix})`);
  const before = stage.sends().length;
  await trustedClick(page, button);
  stage.clear();
  say('the recommended button is pressed, and Claude recovers meanwhile');
  await waitFor(() => stage.sends().length > before, { message: 'the next try', timeoutMs: 15_000 });
  say('after its countdown Lifeline presses claude.ai’s own “Try again”');
  await answered(page, SECOND_REPLY);
  say('Claude answers');
  const asked = [...stage.account.conversations.values()]
    .flatMap((one) => one.chat_messages)
    .filter((message) => message.content.some((block) => block.text === SECOND));
  holds(asked.length === 1, `the question is in the chat once (${asked.length})`);
  say('the question is in the chat once, with the answer under it');
}

export async function recovering(scene: Scene, say: Say): Promise<void> {
  const { driver, tabId } = scene;
  await waitFor(async () => !(await isPrompted(scene)), { message: 'the prompt to go' });
  await waitFor(async () => (await driver.badgeText(tabId)) === '', { message: 'the badge to go' });
  say('the prompt and the badge are gone');
  await inPopup(scene, 'ok', async (popup) => say(`the popup: “${await textOf(popup, 'h1')}”`));
}

export async function backingUp(scene: Scene, say: Say): Promise<void> {
  const { driver, stage, pictures } = scene;
  await inPopup(scene, 'ok', async (popup) => {
    await trustedClick(popup, '[data-action="back-up-chat"]');
    await popup.waitForSelector('[data-action="save-copy"]', { timeout: 10_000 });
    say('one click in the popup keeps this chat in the library');
    await popup.mouse.move(0, 0); // no button looks chosen
    await pictures.ofPopup(popup, 'popup-ok');
  });
  const library = await driver.openExtensionPage('library.html');
  await library.setViewport({ width: 1100, height: 760 });
  await trustedClick(library, '[data-action="back-up-all"]');
  const file = await waitForDownload(driver.downloadsDir, /^lifeline-backup-[\d-]+\.zip$/, {
    timeoutMs: 30_000,
  });
  const saved = join(pictures.folder, basename(file));
  await copyFile(file, saved);
  const { counts, files, problems } = checkBackup(await readFile(saved));
  const wanted = stage.account.list().length;
  holds(counts.conversations === wanted, `all ${wanted} chats are in the ZIP (${counts.conversations})`);
  say(`one more saves all ${counts.conversations} chats, ${counts.messages} messages: ${basename(file)}`);
  say(`each of its ${files.length} files has the SHA-256 that the manifest says`);
  for (const { kind, title } of problems) say(`the manifest notes: ${kind} (${title})`);
  await readFirst(library);
  await pictures.ofPage(library, 'library');
}

/** The newest chat, opened in the reader. */
async function readFirst(library: Page): Promise<void> {
  const link = await library.waitForSelector('[data-conversation] :is(a, button)', { timeout: 10_000 });
  if (link) await trustedClick(library, link);
  await library.waitForSelector('article', { timeout: 10_000 });
}
