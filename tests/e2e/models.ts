import { waitFor } from '../browsers/poll.ts';
import { pause, type Tab, type World } from './kit.ts';

const BUTTON = '[data-testid="model-selector-dropdown"]';

/** As a user does it, in claude.ai's own menu. */
export async function pickModel(tab: Tab, name: string): Promise<void> {
  await tab.page.waitForSelector(BUTTON);
  await tab.page.click(BUTTON);
  await tab.page.evaluate((wanted) => {
    const items = document.querySelectorAll<HTMLElement>('[role="menuitemradio"]');
    [...items].find(({ textContent }) => textContent.startsWith(wanted))?.click();
  }, name);
}

/** Sends, and waits until the page has an answer or gives up. */
export async function sendAndSettle({ stage }: World, tab: Tab, text: string): Promise<void> {
  const before = stage.sends().length;
  await tab.send(text);
  await waitFor(
    async () =>
      stage.sends().length > before &&
      stage.sends().every(({ end }) => end !== 'open') &&
      (await tab.page.evaluate(() => !document.querySelector('[data-testid="chat-input-stop"]'))),
    { timeoutMs: 15_000, message: `“${text}” to be answered or refused` },
  );
  await pause(300);
}
