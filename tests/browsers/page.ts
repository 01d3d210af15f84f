import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer-core';
import { type WaitOptions, waitFor } from './poll.ts';

export interface ShadowInfo {
  text: string;
  attributes: Record<string, string>;
  box: { x: number; y: number; width: number; height: number };
  /** Has a size and is not hidden by CSS. */
  visible: boolean;
}

export type ClickTarget = string | ElementHandle | { x: number; y: number };

/** What `selector` finds in the open shadow root of `host`, or null. */
export function shadowQuery(page: Page, host: string, selector: string): Promise<ShadowInfo | null> {
  const read = (hostSelector: string, inner: string): ShadowInfo | null => {
    const element = document.querySelector(hostSelector)?.shadowRoot?.querySelector(inner);
    if (!element) return null;
    const { x, y, width, height } = element.getBoundingClientRect();
    return {
      // biome-ignore lint/performance/useDomNodeTextContent: the text as shown, without hidden parts.
      text: (element instanceof HTMLElement ? element.innerText : element.textContent).trim(),
      attributes: Object.fromEntries([...element.attributes].map((one) => [one.name, one.value])),
      box: { x, y, width, height },
      visible:
        width > 0 &&
        height > 0 &&
        element.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
    };
  };
  return page.evaluate(read, host, selector);
}

/** The element itself, to click on or to type into. */
export function shadowElement(
  page: Page,
  host: string,
  selector: string,
  options?: WaitOptions,
): Promise<ElementHandle> {
  const message = `${selector} in ${host}`;
  return waitFor(() => page.$(`${host} >>> ${selector}`), { message, ...options });
}

/** Clicks with real input events (`isTrusted`), in front of all other tabs of the window. */
export async function trustedClick(page: Page, target: ClickTarget): Promise<void> {
  await page.bringToFront();
  if (typeof target === 'string') await page.click(target);
  else if ('x' in target) await page.mouse.click(target.x, target.y);
  else await target.click();
}

/** Types with real key events; `selector` may reach into shadow roots with `>>>`. */
export async function typeInto(page: Page, selector: string, text: string): Promise<void> {
  await page.bringToFront();
  const element = await waitFor(() => page.$(selector), { message: selector });
  await element.click();
  await page.keyboard.type(text);
}

/** Path of the first finished download whose name matches. */
export function waitForDownload(folder: string, name: RegExp = /./, options?: WaitOptions): Promise<string> {
  let lastSize = -1;
  const look = async (): Promise<string | undefined> => {
    const files = await readdir(folder);
    // Both browsers write into a temporary name first; Firefox keeps an empty file at the final one meanwhile.
    if (files.some((file) => /\.(crdownload|part|tmp)$/.test(file))) return undefined;
    const file = files.find((one) => name.test(one) && !one.startsWith('.'));
    if (!file) return undefined;
    const { size } = await stat(join(folder, file));
    const settled = size > 0 && size === lastSize;
    lastSize = size;
    return settled ? join(folder, file) : undefined;
  };
  return waitFor(look, { message: `a download named ${name}`, ...options });
}
