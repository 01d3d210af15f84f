import type { Browser, CDPSession, Target } from 'puppeteer-core';
import { waitFor } from './poll.ts';

interface EvaluateResult {
  result: { value?: string };
  exceptionDetails?: { text: string; exception?: { description?: string } };
}

/**
 * A hidden document of the extension: not in the tab strip, so it hides no page and no `tabs.query` lists it.
 * Its address is the manifest, because that page runs none of the extension's code.
 */
export class ChromiumControl {
  readonly #browser: Browser;
  readonly #origin: string;
  #session: Promise<CDPSession> | undefined;

  constructor(browser: Browser, origin: string) {
    this.#browser = browser;
    this.#origin = origin;
  }

  async evaluate<A extends unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A): Promise<R> {
    this.#session ??= this.#open();
    const session = await this.#session;
    const expression = `(async () => JSON.stringify(await (${fn})(...${JSON.stringify(args)})))()`;
    const { result, exceptionDetails }: EvaluateResult = await session.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return (result.value === undefined ? undefined : JSON.parse(result.value)) as R;
  }

  /** The document goes with the extension; the next call opens another. */
  forget(): void {
    this.#session = undefined;
  }

  async #open(): Promise<CDPSession> {
    // The hidden target lives as long as the session that made it.
    const root = await this.#browser.target().createCDPSession();
    const url = `${this.#origin}/manifest.json`;
    const old = this.#browser.targets(); // also the one of an earlier life of the extension
    await root.send('Target.createTarget', { url, hidden: true });
    const target = await this.#browser.waitForTarget((one) => one.url() === url && !old.includes(one));
    const session = await target.createCDPSession();
    await waitFor(
      async () => {
        const state: EvaluateResult = await session.send('Runtime.evaluate', {
          expression: 'String(document.readyState === "complete" && !!globalThis.chrome?.tabs)',
        });
        return state.result.value === 'true';
      },
      { message: 'the hidden extension document' },
    );
    return session;
  }
}

export function isWorkerOf(target: Target, origin: string): boolean {
  return target.type() === 'service_worker' && target.url().startsWith(origin);
}

/** What the page chrome://extensions can do. */
declare const chrome: {
  developerPrivate: {
    updateProfileConfiguration(update: { inDeveloperMode: boolean }): Promise<void>;
    updateExtensionConfiguration(update: {
      extensionId: string;
      incognitoAccess?: boolean;
      hostAccess?: 'ON_CLICK' | 'ON_ALL_SITES';
    }): Promise<void>;
    reload(id: string): Promise<void>;
  };
  management: { setEnabled(id: string, enabled: boolean): Promise<void> };
};

export async function manageExtension(
  browser: Browser,
  origin: string,
  what: 'reload' | 'disable' | 'allow-private' | 'withhold-hosts' | 'grant-hosts',
): Promise<void> {
  const page = await browser.newPage({ type: 'window' });
  await page.goto('chrome://extensions');
  const manage = async (id: string, action: string): Promise<void> => {
    // Outside of developer mode an unpacked extension doesn't come back.
    await chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
    if (action === 'allow-private')
      await chrome.developerPrivate.updateExtensionConfiguration({ extensionId: id, incognitoAccess: true });
    else if (action.endsWith('-hosts'))
      await chrome.developerPrivate.updateExtensionConfiguration({
        extensionId: id,
        hostAccess: action === 'grant-hosts' ? 'ON_ALL_SITES' : 'ON_CLICK',
      });
    else if (action === 'reload') await chrome.developerPrivate.reload(id);
    else await chrome.management.setEnabled(id, false);
  };
  await page.evaluate(manage, new URL(origin).host, what);
  await page.close();
}
