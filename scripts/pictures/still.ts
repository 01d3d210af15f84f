/** A page of the extension as it was at one moment: its clock stands still, and the background says what the picture is to show. */
import type { Page } from 'puppeteer-core';
import type { ExtensionBrowser } from '../../tests/browsers/types.ts';
import type { TabView } from '../../utils/messaging/tab-view.ts';

/** Runs in the page, before its own scripts. */
function standStill(now: number, view: TabView | null): void {
  const RealDate = Date;
  globalThis.Date = class extends RealDate {
    constructor(...values: ConstructorParameters<typeof RealDate> | []) {
      if (values.length === 0) super(now);
      else super(...(values as [number]));
    }
    static override now = () => now;
  } as DateConstructor;
  if (view === null) return;
  type Answer = (reply: unknown) => void;
  type Runtime = { sendMessage: (message: { name?: string }, done?: Answer) => unknown };
  const { chrome, browser } = globalThis as unknown as Partial<Record<string, { runtime?: Runtime }>>;
  for (const runtime of new Set([chrome?.runtime, browser?.runtime])) {
    if (!runtime) continue;
    const real = runtime.sendMessage.bind(runtime);
    runtime.sendMessage = (message, done) => {
      if (message.name !== 'get-view') return real(message, done);
      const reply = { ok: true, value: view };
      done?.(reply);
      return Promise.resolve(reply);
    };
  }
}

/** No script runs there. */
const NOTHING = 'manifest.json';

/** Opens it at that moment. `view`: what is to be said of the tab; null where the page isn't about one. */
export async function openStill(
  driver: ExtensionBrowser,
  path: string,
  now: number,
  view: TabView | null = null,
): Promise<Page> {
  const page = await driver.openExtensionPage(NOTHING);
  await page.emulateTimezone('UTC');
  await page.evaluateOnNewDocument(standStill, now, view);
  await page.goto(`${driver.extensionOrigin}/${path}`);
  return page;
}
