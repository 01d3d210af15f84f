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

/** A build whose popup shows what a test wants to see of it: every verdict, and every step of a fix. */
export async function standInBuild(folder: string): Promise<string> {
  const path = join(folder, 'extension');
  await cp(BUILT, path, { recursive: true });
  await writeFile(join(path, 'stand-in.js'), `(${standIn})();`);
  const html = await readFile(join(path, 'popup.html'), 'utf8');
  await writeFile(
    join(path, 'popup.html'),
    html.replace('<script type="module"', '<script src="/stand-in.js"></script>$&'),
  );
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
