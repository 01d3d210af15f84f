import { waitFor } from '../browsers/poll.ts';
import type { Popup } from './kit.ts';

/** Presses a fix in the popup, also one that is folded away. */
export async function pressFix(popup: Popup, id: string): Promise<void> {
  const button = `[data-fix="${id}"] button`;
  await popup.page.waitForSelector(button);
  await popup.page.evaluate((selector) => {
    document.querySelector(selector)?.closest('details')?.setAttribute('open', '');
  }, button);
  await popup.click(button);
}

export const answerQuestion = (popup: Popup, id: string, yes: boolean): Promise<void> =>
  popup.click(`[data-fix="${id}"] [data-action="${yes ? 'confirm' : 'cancel'}"]`);

/** How the run has ended, as the popup tells. */
export async function ending(popup: Popup, timeoutMs = 20_000): Promise<string> {
  const read = () => popup.attributes('[data-result]', 'data-result').then(([result]) => result ?? '');
  return waitFor(read, { timeoutMs, message: 'the popup to say how the fix has ended' });
}
