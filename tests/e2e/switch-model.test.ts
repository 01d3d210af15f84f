import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import type { StageConfig } from '../stage/types.ts';
import { expectQuietConsole, type Popup, pause, startWorld, type Tab, type World } from './kit.ts';
import { pickModel, sendAndSettle } from './models.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

const CHAT = `/chat/${SEEDED.short}`;
const BUTTON = '[data-testid="model-selector-dropdown"]';

/** Opus 4.8 fails, Sonnet 4.6 answers, and the user is back at the first. */
async function opusFails(config: Partial<StageConfig>): Promise<{ tab: Tab; popup: Popup }> {
  const tab = await world.open(CHAT, config);
  const model = 'claude-opus-4-8';
  if (config.protocol === 'merged')
    world.stage.fail({ on: 'stream', kind: 'error-stop-details', httpStatus: 529, model });
  else world.stage.fail({ on: 'send', kind: 'json-529', model });
  await pickModel(tab, 'Opus 4.8');
  await sendAndSettle(world, tab, 'Opus, please');
  await sendAndSettle(world, tab, 'Opus, once more');
  await pickModel(tab, 'Sonnet 4.6');
  await sendAndSettle(world, tab, 'Then Sonnet');
  await sendAndSettle(world, tab, 'And Sonnet again');
  await pickModel(tab, 'Opus 4.8');
  await sendAndSettle(world, tab, 'Opus again');
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
