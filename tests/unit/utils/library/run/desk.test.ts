import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { LibraryDatabase } from '@/utils/library/database';
import type { BackupProgress } from '@/utils/library/run/backup-progress';
import { createRunBook, type RunBook } from '@/utils/library/run/record';
import { createStore } from '@/utils/library/store';
import { type Account, account } from '../account';
import { freshLibrary } from '../fresh-library';
import { type Browser, deskOf, freshBrowser, workAs } from './desk';

let database: LibraryDatabase;
let book: RunBook;
beforeEach(async () => {
  database = await freshLibrary();
  book = createRunBook(async () => database);
});

const browserOf = ({ fetch }: Account): Browser => freshBrowser(database, fetch);
const kept = async (): Promise<number> => (await createStore(database).list()).length;

/** Lets each conversation wait until somebody says so. */
function slow(mine: Account) {
  let isOpen = false;
  const { fetch } = mine;
  const waiting: (() => void)[] = [];
  const go = (): void => {
    isOpen = true;
    for (const one of waiting.splice(0)) one();
  };
  const gated: Account = {
    ...mine,
    fetch: async (url, init) => {
      if (url.includes('render_all_tools') && !isOpen && mine.asked.length >= 6)
        await new Promise<void>((resolve) => waiting.push(resolve));
      return fetch(url, init);
    },
  };
  return { mine: gated, go };
}

const until = (check: () => boolean | Promise<boolean>) =>
  vi.waitFor(async () => expect(await check()).toBe(true), { timeout: 3_000 });

describe('one page', () => {
  test('begins, is told how it goes, and makes the ZIP at its end, once', async () => {
    const told: BackupProgress[] = [];
    const ended = vi.fn(async () => true);
    const desk = deskOf(browserOf(account(12)), { report: (one) => told.push(one), ended });
    await desk.begin();
    expect(told.at(-1)).toMatchObject({ state: 'done', done: 12 });
    expect(ended).toHaveBeenCalledTimes(1);
    expect(await desk.attend(false)).toBe(false);
    expect(ended).toHaveBeenCalledTimes(1);
  });

  test('a ZIP that failed is made by the next page', async () => {
    const browser = browserOf(account(3));
    await deskOf(browser, { ended: async () => false }).begin();
    const ended = vi.fn(async () => true);
    expect(await deskOf(browser, { ended }).attend(false)).toBe(true);
    expect(ended).toHaveBeenCalledTimes(1);
  });

  test('a cancelled run gets none', async () => {
    const { mine, go } = slow(account(20));
    const ended = vi.fn(async () => true);
    const desk = deskOf(browserOf(mine), { ended });
    const over = desk.begin();
    await until(async () => (await kept()) >= 3);
    await desk.cancel();
    go();
    await over;
    expect(ended).not.toHaveBeenCalled();
    expect((await book.read())?.progress.state).toBe('cancelled');
  });
});

describe('when a page has died', () => {
  /** A page that works for a while, and is gone. */
  async function halfWay(mine: Account): Promise<Browser> {
    const browser = browserOf(mine);
    const death = new AbortController();
    const mortal: Browser = {
      ...browser,
      fetch: (url, init) => {
        if (mine.asked.length >= 8) death.abort();
        return mine.fetch(url, init);
      },
    };
    await book.begin({ now: Date.now() });
    const work = workAs(mortal, 'page', () => undefined, death.signal);
    expect(await work).toMatchObject({ state: 'running' });
    return browser;
  }

  test('the next one goes on, and asks for nothing that is kept', async () => {
    const mine = account(40);
    const browser = await halfWay(mine);
    expect(await kept()).toBeLessThan(15);
    await deskOf(browser).attend(false);
    expect(await kept()).toBe(40);
    expect(mine.asked).toHaveLength(40);
    expect(await book.read()).toMatchObject({ isSaved: true, progress: { state: 'done', unchanged: 0 } });
  });

  test('the background goes on, and the next page makes the ZIP', async () => {
    const mine = account(40);
    const browser = await halfWay(mine);
    expect(await workAs(browser, 'background')).toMatchObject({ state: 'done', done: 40 });
    expect(mine.asked).toHaveLength(40);
    const ended = vi.fn(async () => true);
    await deskOf(browser, { ended }).attend(false);
    expect(ended).toHaveBeenCalledWith(expect.objectContaining({ state: 'done', total: 40 }));
  });

  test('the background leaves a paused one alone, a page shows it as paused, and resumes it', async () => {
    const mine = account(40);
    const browser = await halfWay(mine);
    await book.want('pause');
    const asked = mine.asked.length;
    expect(await workAs(browser, 'background')).toBeUndefined();
    const told: BackupProgress[] = [];
    const desk = deskOf(browser, { report: (one) => told.push(one) });
    const over = desk.attend(false);
    await until(() => told.at(-1)?.state === 'paused');
    expect(mine.asked).toHaveLength(asked);
    await desk.resume();
    await over;
    expect(told.at(-1)).toMatchObject({ state: 'done', done: 40 });
    expect(mine.asked).toHaveLength(40);
  });

  test('what was cancelled meanwhile ends, and is no part of the next run', async () => {
    const mine = account(40);
    const browser = await halfWay(mine);
    const asked = mine.asked.length;
    await book.want('cancel');
    expect(await workAs(browser, 'background')).toMatchObject({ state: 'cancelled' });
    expect(mine.asked).toHaveLength(asked);
    expect(await deskOf(browser).attend(false)).toBe(true);
  });
});

describe('several at a time', () => {
  test('the background gives way to a page, after what it has asked for', async () => {
    const { mine, go } = slow(account(30));
    const browser = browserOf(mine);
    await book.begin({ now: Date.now() });
    const background = workAs(browser, 'background');
    await until(async () => (await kept()) >= 3);
    const page = deskOf(browser).attend(false);
    setTimeout(go, 20);
    expect(await background).toMatchObject({ state: 'running' });
    await page;
    expect(await kept()).toBe(30);
    expect(mine.asked).toHaveLength(30);
  });

  test('two pages make one run and one ZIP; the second may pause and resume what the first does', async () => {
    const { mine, go } = slow(account(30));
    const browser = browserOf(mine);
    const ended = vi.fn(async () => true);
    const told: BackupProgress[] = [];
    const [one, two] = [
      deskOf(browser, { ended }),
      deskOf(browser, { ended, report: (it) => told.push(it) }),
    ];
    const first = one.begin();
    await until(async () => (await kept()) >= 3);
    const second = two.attend(false);
    await two.pause();
    go();
    await until(() => told.at(-1)?.state === 'paused');
    await two.resume();
    await Promise.all([first, second]);
    expect(ended).toHaveBeenCalledTimes(1);
    expect(mine.asked).toHaveLength(30);
    expect(told.at(-1)).toMatchObject({ state: 'done' });
  });

  test('the background does not begin while a page works', async () => {
    const { mine, go } = slow(account(30));
    const browser = browserOf(mine);
    const page = deskOf(browser).begin();
    await until(async () => (await kept()) >= 3);
    expect(await workAs(browser, 'background')).toBeUndefined();
    go();
    await page;
  });
});

test('a record that cannot be read is none', async () => {
  await database.put('runs', { startedAt: 'yesterday' }, 'full-backup');
  expect(await book.read()).toBeUndefined();
  const browser = browserOf(account(2));
  expect(await deskOf(browser).attend(false)).toBe(false);
  await deskOf(browser).begin();
  expect(await kept()).toBe(2);
});

test('an address that asks for a backup leaves the ZIP of one that has ended to the new one', async () => {
  const browser = browserOf(account(2));
  await book.begin({ now: Date.now() });
  await workAs(browser, 'background');
  expect(await deskOf(browser).attend(true)).toBe(false);
});
