import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import type { StageConfig } from '../stage/types.ts';
import { expectQuietConsole, type Popup, pause, startWorld, type Tab, type World } from './kit.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

const CHAT = `/chat/${SEEDED.short}`;
const BUTTON = '[data-testid="model-selector-dropdown"]';

async function pick(tab: Tab, name: string): Promise<void> {
  await tab.page.waitForSelector(BUTTON);
  await tab.page.click(BUTTON);
  await tab.page.evaluate((wanted) => {
    const items = document.querySelectorAll<HTMLElement>('[role="menuitemradio"]');
    [...items].find(({ textContent }) => textContent.startsWith(wanted))?.click();
  }, name);
}

async function settled(tab: Tab, text: string): Promise<void> {
  const before = world.stage.sends().length;
  await tab.send(text);
  await waitFor(
    async () =>
      world.stage.sends().length > before &&
      world.stage.sends().every(({ end }) => end !== 'open') &&
      (await tab.page.evaluate(() => !document.querySelector('[data-testid="chat-input-stop"]'))),
    { timeoutMs: 15_000, message: `“${text}” to be answered or refused` },
  );
  await pause(300);
}

/** Opus 4.8 fails, Sonnet 4.6 answers, and the user is back at the first. */
async function opusFails(config: Partial<StageConfig>): Promise<{ tab: Tab; popup: Popup }> {
  const tab = await world.open(CHAT, config);
  const model = 'claude-opus-4-8';
  if (config.protocol === 'merged')
    world.stage.fail({ on: 'stream', kind: 'error-stop-details', httpStatus: 529, model });
  else world.stage.fail({ on: 'send', kind: 'json-529', model });
  await pick(tab, 'Opus 4.8');
  await settled(tab, 'Opus, please');
  await settled(tab, 'Opus, once more');
  await pick(tab, 'Sonnet 4.6');
  await settled(tab, 'Then Sonnet');
  await settled(tab, 'And Sonnet again');
  await pick(tab, 'Opus 4.8');
  await settled(tab, 'Opus again');
  const popup = await tab.popup();
  await popup.shows('model');
  return { tab, popup };
}

/** What the ring is around, and what stands beside it. */
const pointed = (tab: Tab): Promise<{ item: string; words: string; focused: boolean } | null> =>
  tab.page.evaluate(() => {
    const root = document.querySelector('lifeline-pointer')?.shadowRoot;
    const ring = root?.querySelector('.ring')?.getBoundingClientRect();
    const words = root?.querySelector('[role="status"]')?.textContent ?? '';
    if (!ring || words === '') return null;
    const items = [...document.querySelectorAll<HTMLElement>('[role="menuitemradio"]')];
    const item = items.find((one) => {
      const box = one.getBoundingClientRect();
      return box.top >= ring.top && box.bottom <= ring.bottom && box.left >= ring.left;
    });
    return {
      item: item?.firstElementChild?.firstElementChild?.textContent ?? '',
      words,
      focused: document.activeElement === item,
    };
  });

const isMenuOpen = (tab: Tab): Promise<boolean> =>
  tab.page.evaluate(() => document.querySelector('[role="menu"]') !== null);

const chosen = (tab: Tab): Promise<string> => tab.page.$eval(BUTTON, ({ textContent }) => textContent);

it.each(['legacy', 'merged'] as const)(
  'opens the page’s own menu and points at a model; the user switches (%s)',
  async (protocol) => {
    const { tab, popup } = await opusFails({ protocol });
    const sends = world.stage.sends().length;
    await popup.click('[data-fix="switch-model"] button');
    const found = await waitFor(() => pointed(tab), { timeoutMs: 8_000, message: 'something pointed at' });
    expect(found.item).toMatch(/^(Opus|Sonnet) /);
    expect(found.item).not.toBe('Opus 4.8');
    expect(found.words).toContain('Choose');
    expect(await chosen(tab)).toBe('Opus 4.8');
    expect(world.stage.sends()).toHaveLength(sends);
    await tab.page.bringToFront();
    await tab.page.evaluate((name) => {
      const items = document.querySelectorAll<HTMLElement>('[role="menuitemradio"]');
      [...items].find(({ textContent }) => textContent.startsWith(name))?.click();
    }, found.item);
    expect(await chosen(tab)).toBe(found.item);
    await waitFor(async () => !(await tab.page.$('lifeline-pointer')), {
      timeoutMs: 3_000,
      message: 'the mark to go with the menu',
    });
  },
);

/** Run in the page. */
const ODD_PAGES = {
  'has no such button': (button: string): void => {
    document.querySelector(button)?.removeAttribute('data-testid');
  },
  'has other models': (): void => {
    const rename = (): void => {
      for (const item of document.querySelectorAll('[role="menuitemradio"] div div:first-child'))
        if (/\d/.test(item.textContent)) item.textContent = 'Something new';
    };
    new MutationObserver(rename).observe(document.body, { childList: true, subtree: true });
  },
  'has a button that does nothing': (button: string): void => {
    const dead = document.querySelector(button);
    dead?.replaceWith(dead.cloneNode(true));
  },
};

it.each([
  ['has no such button', "button wasn't found"],
  ['has other models', "doesn't offer that model"],
  ['has a button that does nothing', "button wasn't found"],
] as const)('a page that %s is left as it is, and the popup says why', async (odd, words) => {
  const { tab, popup } = await opusFails({ protocol: 'legacy' });
  await tab.page.evaluate(ODD_PAGES[odd], BUTTON);
  await popup.click('[data-fix="switch-model"] button');
  await waitFor(async () => (await popup.text()).includes(words), { timeoutMs: 8_000, message: words });
  expect(await isMenuOpen(tab)).toBe(false);
  expect(await tab.page.$('lifeline-pointer')).toBeNull();
  expect(await tab.page.$eval('.model', ({ textContent }) => textContent)).toBe('Opus 4.8');
});

it('the page can’t make it happen', async () => {
  const tab = await world.open(CHAT);
  await tab.page.waitForSelector(BUTTON);
  const order = { runId: 'forged', index: 0, step: { verb: 'open-model-menu', model: 'Sonnet 5' } };
  await tab.page.evaluate((input) => {
    const message = { name: 'perform-step', input };
    window.postMessage(message, '*');
    for (const name of ['perform-step', 'said', 'lifeline-roll-call', 'message'])
      for (const target of [window, document, document.documentElement])
        target.dispatchEvent(new CustomEvent(name, { detail: JSON.stringify(message) }));
    const page = window as unknown as { chrome?: { runtime?: { sendMessage?: (m: object) => void } } };
    page.chrome?.runtime?.sendMessage?.(message);
  }, order);
  await pause(1_500);
  expect(await isMenuOpen(tab)).toBe(false);
  expect(await tab.page.evaluate(() => Object.keys(window).filter((key) => /lifeline/i.test(key)))).toEqual(
    [],
  );
});
