import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { describeTab, performInTab } from '@/entrypoints/background/tab-steps';
import { clearSite } from '@/utils/browser/browsing-data';
import { sendToTab } from '@/utils/browser/messages';
import { hasPermission } from '@/utils/browser/permissions';
import { forgetSessionKeys } from '@/utils/browser/scripts';
import { claudeTabIds, isPrivateTab, reloadPastCache, renewTab } from '@/utils/browser/tabs';
import { openPrivateWindow } from '@/utils/browser/windows';
import { clearSiteData } from '@/utils/fixes/clear-site-data';
import { refreshSession } from '@/utils/fixes/refresh-session';
import { tryPrivateWindow } from '@/utils/fixes/try-private-window';
import type { Step } from '@/utils/fixes/types';
import { a } from '../../utils/signals/given';
import { CASE, type World, world } from './executor-world';
import { TAB } from './given';

vi.mock('@/utils/browser/messages', () => ({ send: vi.fn(), sendToTab: vi.fn() }));
vi.mock('@/utils/browser/scripts', () => ({ forgetSessionKeys: vi.fn() }));
vi.mock('@/utils/browser/windows', () => ({ openPrivateWindow: vi.fn() }));
vi.mock('@/utils/browser/browsing-data', () => ({ clearSite: vi.fn() }));
vi.mock('@/utils/browser/permissions', () => ({ hasPermission: vi.fn() }));
vi.mock('@/utils/browser/tabs', () => ({
  claudeTabIds: vi.fn(async () => []),
  isPrivateTab: vi.fn(),
  openInTab: vi.fn(),
  reloadPastCache: vi.fn(),
  reloadTab: vi.fn(),
  renewTab: vi.fn(),
}));
vi.mock('@/entrypoints/background/tab-steps', () => ({
  describeTab: vi.fn(),
  performInTab: vi.fn(),
  orderStep: vi.fn(async () => true),
}));

beforeEach(() => {
  fakeBrowser.reset();
  vi.mocked(hasPermission).mockResolvedValue(true);
  vi.mocked(isPrivateTab).mockResolvedValue(false);
  vi.mocked(clearSite).mockResolvedValue();
  vi.mocked(performInTab).mockResolvedValue(null);
  vi.mocked(describeTab).mockResolvedValue({ composer: 'empty', place: null });
});

const SITE = 'https://claude.ai';
const SHOW: Step = { verb: 'show-steps', guide: ['private_open'] };
const begin = async (steps: readonly Step[], special: Parameters<typeof world>[1] = {}): Promise<World> => {
  const tab = world(undefined, special);
  await tab.executor.start(TAB, 'clear-site-data', steps);
  return tab;
};
/** What the tab says when it is asked who is signed in. */
const answers = (says: string | null): void =>
  void vi
    .mocked(sendToTab)
    .mockResolvedValue(
      (says === null
        ? { ok: false, error: 'gone' }
        : { ok: true, value: { organizations: { says, status: null, tookMs: 1 } } }) as never,
    );

describe('clearing', () => {
  const steps = clearSiteData.plan({ ...CASE, more: { browser: 'chrome' } });

  test('clears what the plan names, of that site, and then asks to sign in', async () => {
    const tab = await begin(steps);
    expect(clearSite).toHaveBeenCalledExactlyOnceWith(
      SITE,
      steps.flatMap((step) => ('types' in step ? step.types : [])),
    );
    expect(tab.done).toEqual(['save-conversation', 'https://claude.ai/chat/chat']);
    expect(await tab.run()).toMatchObject({ state: 'working', index: 3 });
  });

  test.each([
    [
      'without the permission',
      () => vi.mocked(hasPermission).mockResolvedValue(false),
      'permission_refused',
      0,
    ],
    [
      'when the browser can’t',
      () => vi.mocked(clearSite).mockRejectedValue(new Error('no')),
      'not_cleared',
      1,
    ],
    ['in a private window', () => vi.mocked(isPrivateTab).mockResolvedValue(true), 'private_window', 0],
    [
      'in a tab that is gone',
      () => vi.mocked(isPrivateTab).mockRejectedValue(new Error('no')),
      'tab_gone',
      0,
    ],
  ])('%s nothing else happens', async (_, given, problem, tries) => {
    given();
    vi.spyOn(console, 'warn').mockReturnValue();
    const tab = await begin(steps);
    expect(await tab.run()).toMatchObject({ state: 'failed', problem });
    expect(clearSite).toHaveBeenCalledTimes(tries);
    expect(tab.done).toEqual(['save-conversation']);
  });

  test('as a cache only goes what is fetched again', async () => {
    const tab = await begin([{ verb: 'clear-cache', site: SITE, types: ['cache', 'cookies'] }]);
    expect(await tab.run()).toMatchObject({ problem: 'not_cleared' });
    expect(clearSite).not.toHaveBeenCalled();
  });

  test('a worker that dies in the middle clears again when it is back', async () => {
    vi.mocked(clearSite).mockReturnValueOnce(new Promise(() => undefined));
    const first = world();
    void first.executor.start(TAB, 'clear-site-data', steps);
    await vi.waitFor(() => expect(clearSite).toHaveBeenCalledTimes(1));
    const next = world();
    await next.executor.resume();
    expect(clearSite).toHaveBeenCalledTimes(2);
    expect(next.done).toEqual(['https://claude.ai/chat/chat']);
  });
});

test('past the cache', async () => {
  const tab = await begin([{ verb: 'hard-reload' }]);
  expect(reloadPastCache).toHaveBeenCalledExactlyOnceWith(TAB);
  expect(await tab.run()).toMatchObject({ state: 'done' });
});

test('past the cache, in a tab that hangs: by the page in between, which is never what is loaded again', async () => {
  await begin([{ verb: 'hard-reload' }], { hungAt: async () => `${SITE}/new` });
  expect(renewTab).toHaveBeenCalledExactlyOnceWith(TAB, `${SITE}/new`, true);
  expect(reloadPastCache).not.toHaveBeenCalled();
});

test('a tab that is gone ends the plan', async () => {
  vi.mocked(reloadPastCache).mockRejectedValue(new Error('No tab with id'));
  const tab = await begin([{ verb: 'hard-reload' }, SHOW]);
  expect(await tab.run()).toMatchObject({ state: 'failed', problem: 'tab_gone', index: 0 });
});

describe('the session', () => {
  const steps = refreshSession.plan({ ...CASE, draft: null });
  const OUT = 'https://claude.ai/logout?returnTo=%2Flogin%3FreturnTo%3D%252Fchat%252Fchat';
  const asked = async (says: string | null): Promise<World> => {
    const tab = world();
    answers(says);
    vi.useFakeTimers();
    const started = tab.executor.start(TAB, 'refresh-session', steps);
    await vi.advanceTimersByTimeAsync(10_000);
    vi.useRealTimers();
    await started;
    return tab;
  };

  test('a page that goes to the sign-in by itself meanwhile answers from there', async () => {
    const tab = world();
    answers('signed-out');
    vi.mocked(sendToTab).mockResolvedValueOnce({ ok: false, error: 'gone' } as never);
    vi.useFakeTimers();
    const started = tab.executor.start(TAB, 'refresh-session', steps);
    await vi.advanceTimersByTimeAsync(2_000);
    vi.useRealTimers();
    await started;
    expect(tab.done).toEqual(['save-conversation', OUT]);
  });

  test('that holds is renewed by loading the page', async () => {
    expect((await asked('well')).done).toEqual(['save-conversation', 'https://claude.ai/chat/chat']);
  });

  test('that is over is begun anew', async () => {
    const tab = await asked('signed-out');
    expect(tab.done).toEqual(['save-conversation', OUT]);
    expect(await tab.run()).toMatchObject({ state: 'working', index: 3 });
  });

  test.each([
    ['challenge', 'check_first'],
    ['server', 'no_answer'],
    ['foreign', 'no_answer'],
    [null, 'tab_gone'],
  ])('an answer that says %s is no sign-out', async (says, problem) => {
    const tab = await asked(says);
    expect(tab.done).toEqual(['save-conversation']);
    expect(await tab.run()).toMatchObject({ state: 'failed', problem });
  });

  test('is asked after when the app stands there; goes on once somebody is signed in', async () => {
    const tab = await asked('signed-out');
    vi.mocked(sendToTab).mockClear();
    tab.later(500);
    await tab.see((at) => a('page-loaded', at, { document: 'login' }));
    expect(sendToTab).not.toHaveBeenCalled();
    tab.later(60_000);
    await tab.see((at) => a('page-loaded', at));
    expect(sendToTab).toHaveBeenCalledExactlyOnceWith(TAB, 'ask-claude', { questions: ['organizations'] });
    await tab.see((at) => a('session-checked', at, { state: 'in' }));
    expect(tab.done.at(-1)).toBe('https://claude.ai/chat/chat');
  });

  test('a sign-in in another tab, by a link in a mail, counts here too', async () => {
    const tab = await asked('signed-out');
    tab.later(500);
    await tab.see((at) => a('page-loaded', at, { document: 'login' }));
    vi.mocked(sendToTab).mockClear();
    await tab.executor.pageBegan(TAB + 1, 'a page');
    expect(sendToTab).toHaveBeenCalledExactlyOnceWith(TAB, 'ask-claude', { questions: ['organizations'] });
    tab.later(500);
    await tab.see((at) => a('session-checked', at, { state: 'in' }));
    expect(tab.done.at(-1)).toBe('https://claude.ai/chat/chat');
  });

  test('a sign-in over another site comes back to it; any other step ends there', async () => {
    const tab = await asked('signed-out');
    await tab.executor.forget(TAB, false);
    expect(await tab.run()).toMatchObject({ state: 'working', index: 3 });
    await tab.executor.cancel(TAB);
    await tab.executor.start(TAB, 'clear-site-data', [SHOW]);
    await tab.executor.forget(TAB, false);
    expect(await tab.run()).toBeNull();
  });
});

test('a tab that sleeps keeps nobody waiting for what it keeps', async () => {
  vi.mocked(claudeTabIds).mockResolvedValueOnce([TAB, 9]);
  vi.mocked(forgetSessionKeys).mockImplementation((tabId) =>
    tabId === 9 ? new Promise(() => undefined) : Promise.resolve(),
  );
  vi.useFakeTimers();
  const begun = begin(clearSiteData.plan({ ...CASE, more: { browser: 'chrome' } }));
  await vi.advanceTimersByTimeAsync(5_000);
  vi.useRealTimers();
  expect(await (await begun).run()).toMatchObject({ state: 'working', index: 3 });
});

test('what the tabs of a private window keep is left alone', async () => {
  vi.mocked(claudeTabIds).mockResolvedValueOnce([TAB, 8, 9]);
  vi.mocked(isPrivateTab).mockImplementation(async (tabId) => {
    if (tabId === 9) throw new Error('closed');
    return tabId === 8;
  });
  await begin(clearSiteData.plan({ ...CASE, more: { browser: 'chrome' } }).slice(1, 2));
  expect(vi.mocked(forgetSessionKeys).mock.calls).toEqual([[TAB]]);
});

test.each([
  [true, ['private_opened', 1]],
  [false, ['private_open', 1]],
])('a private window (the browser opens it: %s)', async (opens, [first, index]) => {
  vi.mocked(openPrivateWindow).mockResolvedValue(opens as boolean);
  const tab = await begin(tryPrivateWindow.plan({ ...CASE, more: { opensPrivate: true } }));
  expect(openPrivateWindow).toHaveBeenCalledExactlyOnceWith('https://claude.ai/chat/chat');
  const run = await tab.run();
  expect(run).toMatchObject({ state: 'working', index });
  expect(run?.steps[1]).toMatchObject({
    verb: 'show-steps',
    guide: [first, ...Array(4).fill(expect.anything())],
  });
  expect(run?.steps).toHaveLength(2);
});

describe('carrying over', () => {
  const CHAT = JSON.stringify({
    uuid: '0198f3c2-5a7b-7c11-9d20-6b1f0a2c3d4e',
    name: 'Tides & moons',
    chat_messages: [
      { uuid: 'm1', sender: 'human', text: 'Why two tides?' },
      { uuid: 'm2', sender: 'assistant', text: 'Because of the far side.' },
    ],
  });
  const step = (as: 'file' | 'text', prompt = 'Go on'): Step => ({
    verb: 'carry-over',
    conversationId: '0198f3c2-5a7b-7c11-9d20-6b1f0a2c3d4e',
    as,
    turns: as === 'text' ? 1 : null,
    prompt,
  });
  const storedChat = async () => CHAT;

  test('as a file, beside the prompt', async () => {
    const tab = await begin([step('file')], { storedChat });
    expect(performInTab).toHaveBeenNthCalledWith(2, TAB, {
      verb: 'fill-composer',
      text: 'Go on',
      replace: false,
    });
    expect(vi.mocked(performInTab).mock.calls[0]?.[1]).toMatchObject({
      verb: 'attach-file',
      name: 'tides-moons.md',
      text: expect.stringContaining('Because of the far side.'),
    });
    expect(await tab.run()).toMatchObject({ state: 'done' });
  });

  test('as text before the prompt', async () => {
    await begin([step('text')], { storedChat });
    const [filled] = vi.mocked(performInTab).mock.calls.map(([, one]) => one);
    expect(filled).toMatchObject({ verb: 'fill-composer', replace: false });
    expect(JSON.stringify(filled)).toMatch(/far side.*Go on from here.*Go on/);
    expect(JSON.stringify(filled)).not.toContain('two tides');
  });

  test('a page that takes no file gets the end as text', async () => {
    vi.mocked(performInTab).mockImplementation(async (_, { verb }) =>
      verb === 'attach-file' ? 'hook_missing' : null,
    );
    const tab = await begin([step('file')], { storedChat });
    const verbs = vi.mocked(performInTab).mock.calls.map(([, one]) => one);
    expect(verbs.map(({ verb }) => verb)).toEqual(['attach-file', 'fill-composer']);
    expect(JSON.stringify(verbs[1])).toMatch(/two tides.*far side.*Go on/);
    expect(await tab.run()).toMatchObject({ state: 'done', problem: null });
  });

  test.each([
    ['no copy', async () => null, 'no_copy'],
    ['a copy that can’t be read', async () => '{"uuid":', 'no_copy'],
    ['a library that can’t be opened', async () => Promise.reject(new Error('no')), 'no_copy'],
    ['other text in the composer', storedChat, 'other_text'],
  ])('%s ends it, and nothing is given to the page', async (_, stored, problem) => {
    vi.mocked(describeTab).mockResolvedValue({ composer: 'other', place: null });
    const tab = await begin([step('file'), SHOW], { storedChat: stored });
    expect(await tab.run()).toMatchObject({ state: 'failed', problem, index: 0 });
    expect(performInTab).not.toHaveBeenCalled();
  });
});

describe('another try', () => {
  test('waits for its turn', async () => {
    const turn = vi.fn().mockResolvedValueOnce({ go: 'later', at: 0 }).mockResolvedValue({ go: 'now' });
    const tab = await begin([{ verb: 'await-turn' }], { turn });
    expect(turn).toHaveBeenCalledTimes(2);
    expect(await tab.run()).toMatchObject({ state: 'done' });
  });

  test('that isn’t polite ends the plan, and says why', async () => {
    const tab = await begin([{ verb: 'await-turn' }, SHOW], {
      turn: async () => ({ go: 'never', problem: 'breaker_open' }),
    });
    expect(await tab.run()).toMatchObject({ state: 'failed', problem: 'breaker_open' });
  });
});
