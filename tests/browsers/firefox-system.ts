import type { Browser } from 'puppeteer-core';

/** The part of Puppeteer's BiDi connection that its public types leave out. */
interface BidiConnection {
  send(method: string, params: Record<string, unknown>): Promise<{ result: unknown }>;
}

interface Tree {
  contexts: { context: string }[];
}

type CallResult =
  | { type: 'success'; result: { type: string; value?: string } }
  | { type: 'exception'; exceptionDetails: { text: string } };

/** Runs functions in Firefox's own window, with all its rights (needs --remote-allow-system-access). */
export class FirefoxSystem {
  readonly #connection: BidiConnection;
  #window: string | undefined;

  constructor(browser: Browser) {
    this.#connection = (browser as unknown as { connection: BidiConnection }).connection;
  }

  /** `fn` must be self-contained; arguments and result travel as JSON. */
  async call<A extends unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A): Promise<R> {
    this.#window ??= await this.#findWindow();
    const outcome = (await this.#send('script.callFunction', {
      functionDeclaration: `async (args) => JSON.stringify(await (${fn})(...JSON.parse(args)))`,
      arguments: [{ type: 'string', value: JSON.stringify(args) }],
      awaitPromise: true,
      target: { context: this.#window },
    })) as CallResult;
    if (outcome.type === 'exception') throw new Error(`In Firefox: ${outcome.exceptionDetails.text}`);
    return (outcome.result.value === undefined ? undefined : JSON.parse(outcome.result.value)) as R;
  }

  async #findWindow(): Promise<string> {
    const tree = (await this.#send('browsingContext.getTree', { 'moz:scope': 'chrome' })) as Tree;
    const window = tree.contexts[0]?.context;
    if (!window)
      throw new Error('Firefox shows none of its own windows: it is too old, or system access is off');
    return window;
  }

  async #send(method: string, params: Record<string, unknown>): Promise<unknown> {
    return (await this.#connection.send(method, params)).result;
  }
}
