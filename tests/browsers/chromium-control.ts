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

  async #open(): Promise<CDPSession> {
    // The hidden target lives as long as the session that made it.
    const root = await this.#browser.target().createCDPSession();
    const url = `${this.#origin}/manifest.json`;
    await root.send('Target.createTarget', { url, hidden: true });
    const target = await this.#browser.waitForTarget((one) => one.url() === url);
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
