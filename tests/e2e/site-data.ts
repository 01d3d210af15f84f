/** What a site keeps in the browser, written and read as its own page would. The functions run in the page. */
import type { Page } from 'puppeteer-core';

export interface SiteData {
  readonly local: boolean;
  readonly session: boolean;
  readonly cookie: boolean;
  readonly database: boolean;
  readonly caches: readonly string[];
  readonly workers: number;
}

export const ALL_THERE: SiteData = {
  local: true,
  session: true,
  cookie: true,
  database: true,
  caches: ['mark'],
  workers: 1,
};

/** `worker`: address of a script that the site serves for it. */
export const fillSite = (page: Page, worker: string): Promise<void> =>
  page.evaluate(async (script) => {
    localStorage.setItem('mark', 'here');
    sessionStorage.setItem('mark', 'here');
    await cookieStore.set({ name: 'mark', value: 'here', expires: Date.now() + 86_400_000 });
    await (await caches.open('mark')).put('/mark', new Response('here'));
    await navigator.serviceWorker.register(script);
    await new Promise((done, failed) => {
      const request = indexedDB.open('mark');
      request.onupgradeneeded = () => request.result.createObjectStore('mark');
      request.onerror = () => failed(request.error);
      request.onsuccess = () => {
        request.result.close();
        done(null);
      };
    });
  }, worker);

export const readSite = (page: Page): Promise<SiteData> =>
  page.evaluate(async () => ({
    local: localStorage.getItem('mark') !== null,
    session: sessionStorage.getItem('mark') !== null,
    cookie: document.cookie.includes('mark=here'),
    database: (await indexedDB.databases()).some(({ name }) => name === 'mark'),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
