import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import { COMPOSER, expectQuietConsole, pause, startWorld, type Tab, type World } from './kit.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

const LONG = `/chat/${SEEDED.long}`;
const DRAFT = 'مرحبا  two spaces\n\n👩‍🚀 <b>not bold</b> & "quotes"\n  indented `code`';

interface Place {
  readonly turn: string;
  readonly offset: number;
}

/** The first message that is wholly in sight, and where. */
const readPlace = (tab: Tab): Promise<Place | null> =>
  tab.page.evaluate(() => {
    const scroller = document.querySelector('.transcript');
    const top = scroller?.getBoundingClientRect().top ?? 0;
    const row = [...document.querySelectorAll<HTMLElement>('[data-turn-key]')].find(
      (one) => one.getBoundingClientRect().top >= top,
    );
    return row
      ? { turn: row.dataset.turnKey ?? '', offset: Math.round(row.getBoundingClientRect().top - top) }
      : null;
  });

const offsetOf = (tab: Tab, turn: string): Promise<number | null> =>
  tab.page.evaluate((key) => {
    const top = document.querySelector('.transcript')?.getBoundingClientRect().top ?? 0;
    const rows = [...document.querySelectorAll<HTMLElement>('[data-turn-key]')];
    const row = rows.find((one) => one.dataset.turnKey === key);
    return row ? Math.round(row.getBoundingClientRect().top - top) : null;
  }, turn);

/** Scrolls up as a user does, by so many px, and tells where that is. */
async function scrollUp(tab: Tab, px: number): Promise<Place> {
  for (let left = px; left > 0; left -= 500) {
    await tab.page.evaluate(() => {
      const scroller = document.querySelector('.transcript');
      if (scroller) scroller.scrollTop -= 500;
    });
    await pause(40);
  }
  await pause(200);
  const place = await readPlace(tab);
  expect(place).not.toBeNull();
  return place as Place;
}

const mark = (tab: Tab): Promise<void> =>
  tab.page.evaluate(() => {
    (window as unknown as { before?: boolean }).before = true;
  });

const reloaded = (tab: Tab): Promise<boolean> =>
  tab.page.evaluate(() => (window as unknown as { before?: boolean }).before !== true).catch(() => false);

it.each([
  ['legacy', 6_000, 'dies meanwhile'],
  ['merged', 40_000, 'lives on'],
] as const)(
  'after a reload I am where I was, with what I was typing, and what I sent is not there to be sent twice (%s, %i px up, the background %s)',
  async (protocol, px, background) => {
    const tab = await world.open(LONG, { protocol });
    await tab.page.waitForSelector('[data-turn-key]');
    world.stage.fail({ on: 'send', kind: 'json-503' });
    await tab.send('Only once, please');
    await tab.prompt('degraded');
    await tab.type(DRAFT);
    const place = await scrollUp(tab, px);
    await mark(tab);
    const popup = await tab.popup();
    await popup.click('[data-fix="reload-tab"] button');
    await waitFor(() => reloaded(tab), { timeoutMs: 10_000, message: 'the reload' });
    if (background === 'dies meanwhile') await world.browser.killBackground();
    await waitFor(async () => (await tab.composerText()) === DRAFT, {
      timeoutMs: 15_000,
      message: 'the draft',
    });
    await waitFor(
      async () => {
        const offset = await offsetOf(tab, place.turn);
        return offset !== null && Math.abs(offset - place.offset) <= 2;
      },
      { timeoutMs: 15_000, message: `the place ${JSON.stringify(place)}` },
    );
    await pause(1_500);
    expect(await offsetOf(tab, place.turn)).toBeCloseTo(place.offset, -1);
    expect(await tab.composerText()).toBe(DRAFT);
    expect(world.stage.sends()).toHaveLength(1);
    expect(await tab.page.evaluate(() => location.pathname)).toBe(LONG);
  },
);

it('a message that was sent stays away from the composer, and a chat that stood at its end opens there', async () => {
  const tab = await world.open(LONG);
  await tab.page.waitForSelector('[data-turn-key]');
  world.stage.fail({ on: 'send', kind: 'json-503' });
  await tab.send('Not again');
  await tab.prompt('degraded');
  await mark(tab);
  const popup = await tab.popup();
  await popup.click('[data-fix="reload-tab"] button');
  await waitFor(() => reloaded(tab), { timeoutMs: 10_000, message: 'the reload' });
  await tab.page.waitForSelector(COMPOSER);
  await tab.page.waitForSelector('[data-turn-key]');
  await pause(3_000);
  expect(await tab.composerText()).toBe('');
  expect(
    await tab.page.evaluate(() => {
      const scroller = document.querySelector('.transcript');
      return scroller ? scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight : null;
    }),
  ).toBeLessThan(5);
  expect(world.stage.sends()).toHaveLength(1);
});

it('a page whose hooks have all been renamed: the draft is back, and nothing complains', async () => {
  const tab = await world.open(LONG, { hooks: 'renamed' });
  const composer = '[contenteditable="true"]';
  await tab.page.waitForSelector(composer);
  world.stage.fail({ on: 'send', kind: 'too-long' });
  await tab.page.click(composer);
  await tab.page.keyboard.type('Sent');
  await tab.page.keyboard.press('Enter');
  await tab.prompt('chat');
  await tab.page.click(composer);
  await tab.page.keyboard.type('Still typing');
  await mark(tab);
  const popup = await tab.popup();
  await popup.click('[data-fix="reload-tab"] button');
  await waitFor(() => reloaded(tab), { timeoutMs: 10_000, message: 'the reload' });
  await waitFor(() => tab.page.$eval(composer, ({ textContent }) => textContent === 'Still typing'), {
    timeoutMs: 15_000,
    message: 'the draft',
  });
  expect(await popup.page.$('[role="alert"]')).toBeNull();
  expect(world.stage.sends()).toHaveLength(1);
});
