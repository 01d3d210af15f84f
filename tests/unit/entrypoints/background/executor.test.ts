import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { newChat } from '@/utils/fixes/new-chat';
import { reloadTab as reloadFix } from '@/utils/fixes/reload-tab';
import type { FixContext } from '@/utils/fixes/types';
import { waitAndRetry } from '@/utils/fixes/wait-and-retry';
import type { Signal } from '@/utils/signals/types';
import { runs } from '@/utils/storage/items';
import { a } from '../../utils/signals/given';
import { CASE, type World, world } from './executor-world';
import { draft, TAB } from './given';

vi.mock('@/utils/browser/messages', () => ({ send: vi.fn(), sendToTab: vi.fn() }));
vi.mock('@/utils/browser/tabs', () => ({ openInTab: vi.fn(), reloadTab: vi.fn(), renewTab: vi.fn() }));

let tries = 0;
beforeEach(() => {
  fakeBrowser.reset();
  tries = 0;
});

const retry = (tab: World, special: Partial<FixContext> = {}) =>
  tab.executor.start(TAB, 'wait-and-retry', waitAndRetry.plan({ ...CASE, ...special }));

/** The page begins its try, and it fails for good. */
async function failingTry(tab: World): Promise<void> {
  const id = `try-${++tries}`;
  tab.later(100);
  await tab.see((at) => a('request-started', at, { id }));
  tab.later(700);
  await tab.see((at) => [
    a('response-received', at, { id, status: 529, failure: 'overloaded' }),
    a('banner', at, { meaning: 'capacity' }),
  ]);
}

async function upToTheTry(tab: World): Promise<void> {
  await tab.report(); // waited
  await tab.report(); // pressed
}

describe('wait and retry', () => {
  test('the second try brings the reply', async () => {
    const tab = world();
    await retry(tab);
    expect(await tab.run()).toMatchObject({ state: 'waiting', index: 0, fix: 'wait-and-retry' });
    await upToTheTry(tab);
    expect(await tab.run()).toMatchObject({ state: 'working', index: 3, until: null });
    await failingTry(tab);
    expect(await tab.run()).toMatchObject({ state: 'waiting', index: 4 });
    await upToTheTry(tab);
    tab.later(100);
    await tab.see((at) => [a('request-started', at, { id: 'good' }), a('banner', at, { shown: false })]);
    expect(await tab.run()).toMatchObject({ state: 'working', index: 7 });
    await tab.see((at) => [a('reply-accepted', at, { id: 'good' }), a('reply-began', at, { id: 'good' })]);
    expect(await tab.run()).toMatchObject({ state: 'done', problem: null });
    expect(tab.done).toEqual(['wait', 'press-retry', 'wait', 'press-retry']);
  });

  test('three tries fail, and that is all', async () => {
    const tab = world();
    await retry(tab);
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await upToTheTry(tab);
      await failingTry(tab);
    }
    expect(await tab.run()).toMatchObject({ state: 'failed', problem: 'still_failing' });
    await failingTry(tab);
    expect(tab.done).toEqual(Array.from({ length: 3 }, () => ['wait', 'press-retry']).flat());
  });

  test('409: the message had been taken the first time', async () => {
    const tab = world();
    await retry(tab);
    await upToTheTry(tab);
    await tab.see((at) => [a('request-started', at), a('response-received', at, { status: 409 })]);
    expect(await tab.run()).toMatchObject({ state: 'done' });
  });

  test('a try that the page may still mend is waited for', async () => {
    const tab = world();
    await retry(tab);
    await upToTheTry(tab);
    await tab.see((at) => [
      a('request-started', at),
      a('response-received', at, { status: 529, failure: 'overloaded' }),
      a('page-retry', at, { attempt: 2, of: 5 }),
    ]);
    tab.later(20_000);
    await tab.observe();
    expect(await tab.run()).toMatchObject({ state: 'working', index: 3 });
  });

  test('the page never begins', async () => {
    const tab = world();
    await retry(tab);
    await upToTheTry(tab);
    tab.later(5_000);
    await tab.observe();
    expect(await tab.run()).toMatchObject({ state: 'working' });
    tab.later(1_500);
    await tab.observe();
    expect(await tab.run()).toMatchObject({ state: 'failed', problem: 'no_answer' });
  });

  test('the try takes for ever', async () => {
    const tab = world();
    await retry(tab);
    await upToTheTry(tab);
    await tab.see((at) => [a('request-started', at), a('reply-accepted', at)]);
    tab.later(240_000);
    await tab.observe();
    expect(await tab.run()).toMatchObject({ state: 'failed', problem: 'timeout' });
  });

  test.each(['hook_missing', 'output_began'])('the tab can not: %s', async (problem) => {
    const tab = world();
    await retry(tab);
    await tab.report();
    await tab.report(problem);
    expect(await tab.run()).toMatchObject({ state: 'failed', problem });
    expect(tab.done).toEqual(['wait', 'press-retry']);
  });

  test('nobody is in the tab', async () => {
    const tab = world();
    await retry(tab);
    tab.leave();
    await tab.report();
    expect(await tab.run()).toMatchObject({ state: 'failed', problem: 'tab_gone' });
  });
});

describe('the user changes their mind', () => {
  test('in the wait: nothing is pressed', async () => {
    const tab = world();
    await retry(tab);
    await tab.executor.cancel(TAB);
    expect(await tab.run()).toMatchObject({ state: 'cancelled', until: null });
    await tab.report();
    expect(tab.done).toEqual(['wait']);
  });

  test('while the chat is saved: nothing is reloaded', async () => {
    let saved = (): void => undefined;
    const tab = world(() => new Promise<void>((resolve) => (saved = resolve)));
    const starting = tab.executor.start(TAB, 'reload-tab', reloadFix.plan(CASE));
    await vi.waitFor(() => expect(tab.done).toEqual(['save-conversation']));
    await tab.executor.cancel(TAB);
    saved();
    await starting;
    expect(tab.done).toEqual(['save-conversation']);
    expect(await tab.run()).toMatchObject({ state: 'cancelled' });
  });

  test('and starts another run', async () => {
    const tab = world();
    await retry(tab);
    const stale = tab.performed[0];
    await tab.executor.cancel(TAB);
    await retry(tab);
    await tab.executor.reported(TAB, stale?.runId ?? '', 0, null);
    expect(await tab.run()).toMatchObject({ state: 'waiting', index: 0 });
  });

  test('by going elsewhere, in the wait', async () => {
    const tab = world();
    await retry(tab);
    await tab.executor.pageBegan(TAB, 'next page');
    expect(await tab.run()).toMatchObject({ state: 'cancelled' });
  });

  test('by a reload, while a reply is awaited', async () => {
    const tab = world();
    await retry(tab);
    await upToTheTry(tab);
    await tab.executor.pageBegan(TAB, 'next page');
    expect(await tab.run()).toMatchObject({ state: 'cancelled' });
  });
});

describe('each step is performed once', () => {
  test('a report that comes twice', async () => {
    const tab = world();
    await retry(tab);
    await Promise.all([tab.report(), tab.report()]);
    expect(tab.done).toEqual(['wait', 'press-retry']);
  });

  test('a report of a step that is over', async () => {
    const tab = world();
    await retry(tab);
    await upToTheTry(tab);
    const { runId = '' } = tab.performed[0] ?? {};
    await tab.executor.reported(TAB, runId, 0, null);
    await tab.executor.reported(TAB, runId, 2, 'hook_missing');
    expect(await tab.run()).toMatchObject({ state: 'working', index: 3 });
  });

  test('a report of another run', async () => {
    const tab = world();
    await retry(tab);
    await tab.executor.reported(TAB, 'other', 0, null);
    expect(tab.done).toEqual(['wait']);
  });

  test('a failure that is seen twice', async () => {
    const tab = world();
    await retry(tab);
    await upToTheTry(tab);
    tab.later(100);
    await tab.see((at) => a('request-started', at));
    const failing = tab.see((at) => [
      a('response-received', at, { status: 529, failure: 'overloaded' }),
      a('banner', at),
    ]);
    await Promise.all([failing, tab.observe(), tab.observe()]);
    expect(tab.done).toEqual(['wait', 'press-retry', 'wait']);
  });

  test('a click that comes twice', async () => {
    const tab = world();
    await Promise.all([retry(tab), retry(tab)]);
    await retry(tab);
    expect(tab.done).toEqual(['wait']);
  });

  test('another tab has its own run', async () => {
    const tab = world();
    await retry(tab);
    await tab.executor.start(8, 'wait-and-retry', waitAndRetry.plan(CASE));
    await tab.executor.cancel(8);
    expect(await tab.run()).toMatchObject({ state: 'waiting' });
  });
});

describe('reload', () => {
  const typing = { ...CASE, draft: draft('typing') };

  test('saves, reloads, waits for the page, puts the text back', async () => {
    const tab = world();
    await tab.executor.start(TAB, 'reload-tab', reloadFix.plan(typing));
    expect(tab.done).toEqual(['save-conversation', 'reload-tab']);
    expect(await tab.run()).toMatchObject({ state: 'working', index: 2 });
    await tab.executor.pageBegan(TAB, 'next page');
    expect(tab.performed.at(-1)?.step).toEqual({
      verb: 'fill-composer',
      text: 'How tall is it?',
      replace: false,
    });
    await tab.report();
    expect(await tab.run()).toMatchObject({ state: 'done', problem: null });
  });

  test('a plain reload would wait for a thread that is blocked', async () => {
    const tab = world();
    await tab.see((at) => a('tab-hang', at));
    await tab.executor.start(TAB, 'reload-tab', reloadFix.plan(CASE));
    expect(tab.done).toEqual(['save-conversation', 'renew-tab']);
  });

  test('the page does not come', async () => {
    const tab = world();
    await tab.executor.start(TAB, 'reload-tab', reloadFix.plan(typing));
    tab.later(30_000);
    await tab.observe();
    expect(await tab.run()).toMatchObject({ state: 'failed', problem: 'timeout' });
  });

  test('the page that came is told of twice, because the worker died over it: it is the same one, and gets its text', async () => {
    const tab = world();
    await tab.executor.start(TAB, 'reload-tab', reloadFix.plan(typing));
    await tab.executor.pageBegan(TAB, 'next page');
    await tab.executor.pageBegan(TAB, 'next page');
    expect(await tab.run()).toMatchObject({ state: 'working' });
    await tab.executor.pageBegan(TAB, 'another page');
    expect(await tab.run()).toMatchObject({ state: 'cancelled' });
  });

  test('other text stands there', async () => {
    const tab = world();
    await tab.executor.start(TAB, 'reload-tab', reloadFix.plan(typing));
    await tab.executor.pageBegan(TAB, 'next page');
    await tab.report('other_text');
    expect(await tab.run()).toMatchObject({ state: 'failed', problem: 'other_text' });
  });

  test('a new chat is opened in the same tab', async () => {
    const tab = world();
    await tab.executor.start(TAB, 'new-chat', newChat.plan(CASE));
    expect(tab.done).toEqual(['save-conversation', 'https://claude.ai/new']);
  });
});

describe('the page itself failed', () => {
  const bad = (at: number) => a('page-loaded', at, { status: 502, document: 'gateway-error' });

  test('the second load brings it back', async () => {
    const tab = world();
    await retry(tab, { failed: 'document' });
    await tab.report();
    expect(tab.done).toEqual(['wait', 'reload-tab']);
    tab.later(900);
    await tab.see(bad);
    expect(await tab.run()).toMatchObject({ state: 'waiting', index: 4 });
    await tab.report();
    tab.later(900);
    await tab.see((at) => a('page-loaded', at));
    expect(await tab.run()).toMatchObject({ state: 'done' });
    expect(tab.done).toEqual(['wait', 'reload-tab', 'wait', 'reload-tab']);
  });

  test.each<[string, (at: number) => Signal]>([
    ['an error page', bad],
    ['no page', (at) => a('navigation-failed', at, { error: 'net::ERR_TIMED_OUT' })],
  ])('three loads bring %s', async (_, outcome) => {
    const tab = world();
    await retry(tab, { failed: 'document' });
    for (let load = 0; load < 3; load += 1) {
      await tab.report();
      tab.later(900);
      await tab.see(outcome);
    }
    expect(await tab.run()).toMatchObject({ state: 'failed', problem: 'still_failing' });
  });

  test('the sign-in page is a page', async () => {
    const tab = world();
    await retry(tab, { failed: 'document' });
    await tab.report();
    tab.later(900);
    await tab.see((at) => a('page-loaded', at, { document: 'login' }));
    expect(await tab.run()).toMatchObject({ state: 'done' });
  });

  test('no script can run there: the wait is kept all the same', async () => {
    const tab = world();
    tab.leave();
    await retry(tab, { failed: 'document' });
    await vi.waitFor(() => expect(tab.done).toEqual(['reload-tab']));
    expect(await tab.run()).toMatchObject({ state: 'working', index: 3 });
  });
});

test('what is over is shown for a minute', async () => {
  const tab = world();
  await retry(tab);
  await tab.executor.cancel(TAB);
  tab.later(59_000);
  expect(await tab.run()).not.toBeNull();
  tab.later(1_000);
  expect(await tab.run()).toBeNull();
});

test('a worker that died goes on where it was', async () => {
  const before = world();
  await retry(before);
  const { runId = '' } = before.performed[0] ?? {};
  const after = world();
  await after.executor.reported(TAB, runId, 0, null);
  expect(after.done).toEqual(['press-retry']);
});

describe('a worker that died', () => {
  test('goes on with what the background itself was doing', async () => {
    let finish: () => void = () => undefined;
    const tab = world(
      () =>
        new Promise<void>((resolve) => {
          finish = resolve;
        }),
    );
    void tab.executor.start(TAB, 'reload-tab', reloadFix.plan(CASE));
    await vi.waitFor(() => expect(tab.done).toEqual(['save-conversation']));
    const next = world();
    await next.executor.resume();
    expect(next.done).toEqual(['save-conversation', 'reload-tab']);
    finish();
  });

  test('a tab does not wait for a long step of another one', async () => {
    const at = { fix: 'reload-tab', index: 0, state: 'working', startedAt: 1, stepAt: 1 } as const;
    const rest = { until: null, problem: null };
    await runs.set([
      { id: 'r-1', tabId: TAB, ...at, ...rest, steps: [{ verb: 'save-conversation' }] },
      { id: 'r-2', tabId: 9, ...at, ...rest, steps: [{ verb: 'reload-tab' }] },
    ]);
    const next = world(() => new Promise(() => undefined));
    void next.executor.resume();
    await vi.waitFor(() => expect(next.done).toEqual(['save-conversation', 'reload-tab']));
  });

  test('orders what the tab may not have heard of by the same name, which the tab performs once', async () => {
    const tab = world();
    await retry(tab);
    await tab.report();
    const changed = vi.fn();
    const next = world(undefined, { changed });
    await next.executor.resume();
    expect(next.performed).toEqual([tab.performed.at(-1)]);
    // Its report may be lost, or never come: who looks at the tab ends it in time.
    expect(changed).toHaveBeenCalledWith(TAB);
  });

  test('orders nothing again of a page that is no more: the one that has begun cancels it first', async () => {
    const tab = world();
    await retry(tab);
    await tab.report();
    const next = world();
    const resuming = next.executor.resume();
    await next.executor.pageBegan(TAB, 'next page');
    await resuming;
    expect(next.done).toEqual([]);
    expect(await next.run()).toMatchObject({ state: 'cancelled' });
  });
});

test('a step whose answer got lost ends, and other fixes can begin', async () => {
  const tab = world();
  await retry(tab);
  tab.later(60_000);
  await tab.observe();
  expect(await tab.run()).toMatchObject({ state: 'failed', problem: 'timeout' });
  await tab.executor.start(TAB, 'restore-draft', [{ verb: 'fill-composer', text: 'x', replace: false }]);
  expect(await tab.run()).toMatchObject({ fix: 'restore-draft', state: 'working' });
});

test('a tab that is closed takes its run along', async () => {
  const tab = world();
  await retry(tab);
  await tab.executor.forget(TAB, true);
  expect(await tab.run()).toBeNull();
});
