import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { NOW } from '@/components/popup/witnesses.ts';
import { BUILT } from './kit.ts';

interface Api {
  readonly runtime: {
    readonly id: string;
    sendMessage: (message: { readonly name: string }) => Promise<unknown>;
    readonly onMessage: { addListener: (listener: (...message: unknown[]) => unknown) => void };
  };
}

/** Runs in the popup before its own script: what it is told comes from the test, and the background is not asked. */
function standIn(): void {
  const page = globalThis as unknown as Record<'browser' | 'chrome', Api | undefined>;
  const runtime = (page.browser?.runtime?.id ? page.browser : page.chrome)?.runtime;
  if (!runtime) return;
  let value: unknown = null;
  let listener: ((...message: unknown[]) => unknown) | undefined;
  runtime.sendMessage = async ({ name }) => (name === 'get-view' ? { ok: true, value } : undefined);
  runtime.onMessage.addListener = (added) => {
    listener = added;
  };
  const tabId = Number(new URLSearchParams(location.search).get('tab'));
  const showView = (view: unknown): void => {
    value = view;
    const changed = { name: 'view-changed', input: { tabId } };
    listener?.(changed, { id: runtime.id }, () => undefined);
  };
  Object.assign(globalThis, { showView });
}

/** Runs in a page of the extension before its own script: `?speak=` names the folder of the words, whatever the browser's language. */
function speak(): void {
  const locale = new URLSearchParams(location.search).get('speak');
  if (locale === null) return;
  const ask = new XMLHttpRequest();
  ask.open('GET', `/_locales/${locale}/messages.json`, false);
  ask.send();
  type Message = { message: string; placeholders?: Record<string, { content: string }> };
  const words = JSON.parse(ask.responseText) as Record<string, Message>;
  const getMessage = (key: string, values: readonly string[] | string = []): string => {
    const { message = '', placeholders = {} } = words[key] ?? {};
    return message.replace(/\$(\w+)\$/g, (_, name: string) => {
      const { content = '' } = placeholders[name.toLowerCase()] ?? {};
      return content.replace(/\$(\d)/g, (_digit, at: string) => [values].flat()[Number(at) - 1] ?? '');
    });
  };
  const { browser, chrome } = globalThis as unknown as Record<string, { i18n?: object } | undefined>;
  for (const api of new Set([browser, chrome]))
    if (api?.i18n) Object.assign(api.i18n, { getMessage, getUILanguage: () => locale.replace('_', '-') });
}

async function putBefore(path: string, page: string, name: string, script: () => void): Promise<void> {
  await writeFile(join(path, name), `(${script})();`);
  const html = await readFile(join(path, page), 'utf8');
  await writeFile(
    join(path, page),
    html.replace('<script type="module"', `<script src="/${name}"></script>$&`),
  );
}

/** A build whose popup shows what a test wants to see of it, every verdict and every step of a fix, and whose pages speak any language. */
export async function standInBuild(folder: string): Promise<string> {
  const path = join(folder, 'extension');
  await cp(BUILT, path, { recursive: true });
  await putBefore(path, 'popup.html', 'stand-in.js', standIn);
  for (const page of ['popup.html', 'library.html', 'welcome.html'])
    await putBefore(path, page, 'speak.js', speak);
  return path;
}

/** The examples are of a certain minute: here it is now. */
export const asOfNow = <T>(value: T): T =>
  JSON.parse(
    JSON.stringify(value, (_, one) =>
      typeof one === 'number' && Math.abs(one - NOW) < 86_400_000 ? one - NOW + Date.now() : one,
    ),
  );

/** Resolves when the page has come to rest: parts of it come when they are wanted. */
export async function showView(page: Page, view: object | null, unfold = true): Promise<void> {
  await page.evaluate(
    async (shown, isOpen) => {
      (globalThis as unknown as { showView: (view: unknown) => void }).showView(shown);
      let last = performance.now();
      const watch = new MutationObserver(() => {
        last = performance.now();
      });
      watch.observe(document, { subtree: true, childList: true, characterData: true });
      for (const start = last; performance.now() - last < 60 && performance.now() - start < 2_000; ) {
        await new Promise((done) => setTimeout(done, 20));
        if (isOpen) for (const one of document.querySelectorAll('details')) one.open = true;
      }
      watch.disconnect();
      const verdict = document.querySelector('main')?.dataset.verdict;
      if (verdict !== (shown as { verdict: { id: string } } | null)?.verdict.id)
        throw new Error(`It shows ${verdict}.`);
    },
    asOfNow(view),
    unfold,
  );
}
