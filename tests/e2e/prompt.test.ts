import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SEEDED } from '../stage/seed.ts';
import { expectQuietConsole, pause, startWorld, type Tab, type World } from './kit.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
/** The page's own mistake happens while the prompt is put there, and so goes by our script's name. */
const OF_THE_PAGE = /shadow ?root|attachShadow|not here/i;
afterEach(() => expectQuietConsole(world, OF_THE_PAGE));
afterAll(() => world.close());

const CHAT = `/chat/${SEEDED.short}`;

async function failing(before?: (tab: Tab) => Promise<unknown>): Promise<Tab> {
  const tab = await world.open(CHAT);
  await before?.(tab);
  world.stage.fail({ on: 'send', kind: 'json-503', times: 1 });
  await tab.send('Once more');
  return tab;
}

/** Runs in the page: takes the name of our element. */
function defineElement(kind: string): void {
  class Forbids extends HTMLElement {
    static disabledFeatures = ['shadow'];
  }
  class Takes extends HTMLElement {
    constructor() {
      super();
      this.attachShadow({ mode: 'closed' });
    }
  }
  class Throws extends HTMLElement {
    constructor() {
      super();
      throw new Error('not here');
    }
  }
  const element = { forbids: Forbids, takes: Takes, throws: Throws }[kind];
  if (element) customElements.define('lifeline-prompt', element);
}

it.each(['forbids', 'takes', 'throws'])(
  "a page whose own element of the prompt's name %s a shadow root gets the prompt all the same",
  async (kind) => {
    const tab = await failing(({ page }) => page.evaluate(defineElement, kind));
    await tab.prompt('degraded');
    await tab.press('[data-action="dismiss"]');
    await tab.promptGone();
  },
);

/** Runs in the page: puts something over the page that passes clicks on to the fix. */
function putLabel(): void {
  const root = document.querySelector('lifeline-prompt')?.shadowRoot;
  const button = root?.querySelector('[data-fix]');
  if (!root || !button) throw new Error('no prompt');
  button.id = 'fix';
  const label = document.createElement('label');
  label.htmlFor = 'fix';
  label.style.cssText = 'position: fixed; inset: 300px 0 auto; height: 200px; display: block; opacity: 0;';
  root.append(label);
  (document.querySelector('lifeline-prompt') as HTMLElement).style.cssText +=
    'inset: 0; width: auto; height: 100vh;';
  const seen: boolean[] = [];
  Object.assign(globalThis, { seen });
  button.addEventListener('click', ({ isTrusted }) => seen.push(isTrusted));
}
const clicksSeen = (): boolean[] => (globalThis as unknown as { seen: boolean[] }).seen;
const clickLabel = (): void =>
  document.querySelector('lifeline-prompt')?.shadowRoot?.querySelector('label')?.click();

describe('a label that the page puts into the prompt', () => {
  it('passes on no click, neither the user’s nor one that the page makes up', async () => {
    const tab = await failing();
    await tab.prompt('degraded');
    await tab.page.evaluate(putLabel);
    await tab.page.mouse.click(300, 400);
    await tab.page.evaluate(clickLabel);
    await pause(2_500);
    expect((await tab.page.evaluate(clicksSeen)).length, 'the label worked').toBeGreaterThan(0);
    expect(world.stage.sends()).toHaveLength(1);
    expect(await tab.noPrompt()).toBe(false);
  });

  it('leaves the button to the user', async () => {
    const tab = await failing();
    await tab.prompt('degraded');
    await tab.page.evaluate(putLabel);
    await tab.press('[data-fix]');
    await tab.promptGone();
    expect(world.stage.sends()).toHaveLength(2);
  });
});

it.each(['Enter', ' '] as const)('the fix obeys the keyboard: "%s"', async (key) => {
  const tab = await failing();
  await tab.prompt('degraded');
  await tab.page.evaluate(() => {
    const root = document.querySelector('lifeline-prompt')?.shadowRoot;
    root?.querySelector<HTMLElement>('[data-fix]')?.focus();
  });
  await tab.page.keyboard.press(key);
  await tab.promptGone();
  expect(world.stage.sends()).toHaveLength(2);
});
