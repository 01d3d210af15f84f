import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { halfMemory } from '@/entrypoints/background/halves';
import { handlersOf } from '@/entrypoints/background/handlers';
import { tabMemory } from '@/entrypoints/background/records';
import { scheduledExport } from '@/entrypoints/background/scheduled-export';
import { giveBack } from '@/entrypoints/background/tab-steps';
import { runTabObserver } from '@/utils/browser/scripts';
import { activeTabId, claudeTabIds, pickClaudeTab, showPopup } from '@/utils/browser/tabs';
import { keep } from '@/utils/drafts/shelf';
import type { Draft } from '@/utils/drafts/types';
import { protocol } from '@/utils/messaging/protocol';
import { type Caller, receive } from '@/utils/messaging/receive';
import type { Signal } from '@/utils/signals/types';
import { drafts } from '@/utils/storage/items';
import { settings } from '@/utils/storage/settings-items';
import { a, CHAT, failedTry } from '../../utils/signals/given';
import { assessed, draft, TAB } from './given';

vi.mock('@/utils/browser/tabs', () => ({
  activeTabId: vi.fn(),
  claudeTabIds: vi.fn(),
  pickClaudeTab: vi.fn(),
  showPopup: vi.fn(),
}));

vi.mock('@/utils/browser/scripts', () => ({ runTabObserver: vi.fn() }));
vi.mock('@/entrypoints/background/tab-steps', () => ({
  giveBack: vi.fn(async () => undefined),
  describeTab: vi.fn(async () => null),
}));

const tab: Caller = { kind: 'tab', tabId: TAB, isPrivate: false };
const page: Caller = { kind: 'page', tabId: null, isPrivate: false };
const failed = [a('page-loaded', 0), a('page-context', 1), ...failedTry('lx-1', 1_000), a('banner', 2_000)];

function started(signals: readonly Signal[] = failed) {
  const seen = assessed(signals, 60_000);
  const hub = {
    report: vi.fn(async () => undefined),
    refresh: vi.fn(async () => seen),
    viewOf: vi.fn(async () => seen.view),
    stillSeen: vi.fn(async () => undefined),
  };
  const executor = {
    start: vi.fn(async () => undefined),
    cancel: vi.fn(async () => undefined),
    reported: vi.fn(async () => undefined),
    pageBegan: vi.fn(async () => undefined),
  };
  const backup = {
    capture: vi.fn(async () => ({ snapshot: null, fresh: false, problem: null })),
  };
  const pulses = { beat: vi.fn(async () => undefined), look: vi.fn(async () => undefined) };
  const records = tabMemory();
  const parts = {
    hub,
    executor,
    backup,
    autoBackup: { heard: vi.fn(), taken: vi.fn(async () => undefined) },
    pulses,
    records,
    halves: halfMemory(),
    popupUrl: (id: number) => `popup?tab=${id}`,
    pages: { began: vi.fn(), rests: vi.fn() },
  };
  const handlers = handlersOf(parts as unknown as Parameters<typeof handlersOf>[0]);
  const tell = (name: string, input: unknown, caller: Caller = tab) =>
    receive({ name, input }, caller, handlers, protocol);
  return { ...parts, seen, tell };
}

beforeEach(() => {
  fakeBrowser.reset();
  vi.mocked(giveBack).mockClear();
  vi.mocked(claudeTabIds).mockResolvedValue([TAB, 8]);
  vi.mocked(activeTabId).mockResolvedValue(8);
  vi.mocked(pickClaudeTab).mockResolvedValue(TAB);
});

test('everything that the background takes, it handles', () => {
  const handled = { ...handlersOf({} as Parameters<typeof handlersOf>[0]), ...scheduledExport() };
  const isToUs = ([, { from }]: [string, { from: readonly string[] }]) => !from.includes('background');
  const toBackground = Object.entries(protocol).filter(isToUs);
  expect(new Set(Object.keys(handled))).toEqual(new Set(toBackground.map(([name]) => name)));
});

describe('hello', () => {
  const inNewChat = (tabId: number) => ({ tabId, conversationId: null });
  const fresh = (text: string): Draft => ({ ...draft('typing', text), updatedAt: Date.now() });
  const kept = () => drafts.set({ ...keep({}, inNewChat(3), fresh('left behind')) });
  const givenTo = async (tabId: number) => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return vi.mocked(giveBack).mock.calls.find(([tab]) => tab === tabId)?.[1].text;
  };
  const typedFor = async (conversationId: string | null) => {
    await started().tell('hello', { conversationId });
    return givenTo(TAB);
  };

  test('tells what to show, and that the page has begun', async () => {
    const { tell, executor, pages, seen } = started();
    expect(await tell('hello', { conversationId: null, page: 'this page' })).toEqual({
      ok: true,
      value: { view: seen.view },
    });
    expect(executor.pageBegan).toHaveBeenCalledWith(TAB, 'this page');
    expect(pages.began).toHaveBeenCalled();
  });

  test('what was typed here comes back here', async () => {
    await drafts.set({ ...keep({}, { tabId: TAB, conversationId: CHAT }, fresh('mine')) });
    expect(await typedFor(CHAT)).toBe('mine');
  });

  test('what was typed in a tab that is gone comes back once, in a new chat', async () => {
    await kept();
    expect(await typedFor(CHAT)).toBeUndefined();
    expect(await typedFor(null)).toBe('left behind');
    expect(Object.keys(await drafts.get())).toHaveLength(1);
  });

  test('two tabs that come back at once do not get the same', async () => {
    await kept();
    await drafts.update((shelf) => keep(shelf, inNewChat(4), fresh('and this')));
    const { tell } = started();
    const typedBy = async (tabId: number) => {
      await tell('hello', { conversationId: null }, { ...tab, tabId });
      return givenTo(tabId);
    };
    expect(new Set([await typedBy(20), await typedBy(21)])).toEqual(new Set(['and this', 'left behind']));
    expect(await typedBy(22)).toBeUndefined();
  });

  test('what stands in the page that begins is not what it had before', async () => {
    await drafts.set(keep({}, { tabId: TAB, conversationId: CHAT, page: 'p0' }, fresh('before')));
    const later = { ...fresh('stands there'), updatedAt: Date.now() + 5 };
    await drafts.update((shelf) => keep(shelf, { tabId: TAB, conversationId: CHAT, page: 'p1' }, later));
    await started().tell('hello', { conversationId: CHAT, page: 'p1' });
    expect(await givenTo(TAB)).toBe('before');
  });

  test('not while that tab is open', async () => {
    vi.mocked(claudeTabIds).mockResolvedValue([TAB, 3]);
    await kept();
    expect(await typedFor(null)).toBeUndefined();
  });
});

describe('signals', () => {
  test('a forged one does not drown the others', async () => {
    const { tell, hub } = started();
    const forged = [{ kind: 'banner' }, null, 'x', { ...a('banner', 5), place: 'everywhere' }];
    await tell('report-signals', { signals: [...forged, a('connectivity', 5, { online: false })] });
    expect(hub.report).toHaveBeenCalledWith(TAB, [a('connectivity', 5, { online: false })]);
  });

  test('nothing but forged ones', async () => {
    const { tell, hub } = started();
    await tell('report-signals', { signals: [{ kind: 'banner' }] });
    expect(hub.report).not.toHaveBeenCalled();
  });

  test('too many at once', async () => {
    const { tell } = started();
    const signals = Array.from({ length: 51 }, () => a('banner', 5));
    expect(await tell('report-signals', { signals })).toEqual({ ok: false, error: 'bad-message' });
  });

  test('whoever makes copies by themselves hears of them, and of what the page loads', async () => {
    const { tell, autoBackup } = started();
    await tell('report-signals', { signals: [a('reply-ended', 5)] });
    await tell('take-payload', { payload: 'https:' });
    const told = Object.values(autoBackup).map((one) => one.mock.calls);
    expect(told).toEqual([[[TAB, [a('reply-ended', 5)]]], [[TAB, 'https:']]]);
  });
});

describe('drafts', () => {
  const typed = {
    conversationId: CHAT,
    text: 'How tall\nis it?',
    attachments: ['plan.pdf'],
    page: 'p1',
    state: 'typing',
    at: 5_000,
  };

  test('are kept to the character', async () => {
    const { tell, records } = started();
    expect(await tell('save-draft', typed)).toMatchObject({ ok: true });
    expect(Object.values(await drafts.get())).toEqual([
      {
        text: 'How tall\nis it?',
        attachments: ['plan.pdf'],
        conversationId: CHAT,
        updatedAt: 5_000,
        state: 'typing',
        tabId: TAB,
        page: 'p1',
      },
    ]);
    expect((await records.get(TAB)).composerIsEmpty).toBe(false);
  });

  test('a message that was sent leaves an empty composer', async () => {
    const { tell, records } = started();
    await tell('save-draft', { ...typed, state: 'sent' });
    expect((await records.get(TAB)).composerIsEmpty).toBe(true);
  });

  test('two tabs at once: neither is lost', async () => {
    const { tell } = started();
    const saves = [7, 8, 9].map((tabId) =>
      tell(
        'save-draft',
        { ...typed, conversationId: null, text: `tab ${tabId}` },
        { kind: 'tab', tabId, isPrivate: false },
      ),
    );
    await Promise.all(saves);
    expect(
      Object.values(await drafts.get())
        .map(({ text }) => text)
        .toSorted(),
    ).toEqual(['tab 7', 'tab 8', 'tab 9']);
  });

  test('the user lets one go, in the list', async () => {
    const { tell } = started();
    await tell('save-draft', typed);
    const [name = ''] = Object.keys(await drafts.get());
    expect(await tell('let-go', { what: 'draft', name }, tab)).toMatchObject({ ok: false });
    expect(await tell('let-go', { what: 'draft', name }, page)).toMatchObject({ ok: true });
    expect(await drafts.get()).toEqual({});
  });

  test('of a private window: nothing, unless the user wants it', async () => {
    const { tell } = started();
    const hidden = { ...tab, isPrivate: true };
    await tell('save-draft', typed, hidden);
    expect(await drafts.get()).toEqual({});
    await settings.update((now) => ({ ...now, privateDrafts: true }));
    await tell('save-draft', typed, hidden);
    expect(Object.values(await drafts.get())).toMatchObject([{ isPrivate: true }]);
    await tell('save-draft', { ...typed, conversationId: null });
    await tell('let-go', { what: 'private', name: '' }, page);
    expect(Object.values(await drafts.get())).toMatchObject([{ conversationId: null }]);
  });

  test('a text of a million characters, and no more', async () => {
    const { tell } = started();
    expect(await tell('save-draft', { ...typed, text: 'x'.repeat(1_000_000) })).toMatchObject({ ok: true });
    expect(await tell('save-draft', { ...typed, text: 'x'.repeat(1_000_001) })).toEqual({
      ok: false,
      error: 'bad-message',
    });
  });
});

describe('fixes', () => {
  test('the plan is made here, from what is known here', async () => {
    const { tell, executor } = started();
    await tell('start-fix', { tabId: null, fix: 'wait-and-retry' });
    const [tabId, id, steps] = executor.start.mock.calls[0] as unknown as [
      number,
      string,
      { verb: string }[],
    ];
    expect([tabId, id, steps.length]).toEqual([TAB, 'wait-and-retry', 12]);
  });

  test('a fix that can do nothing now is not started', async () => {
    const { tell, executor } = started([a('page-loaded', 0)]);
    await tell('start-fix', { tabId: null, fix: 'wait-and-retry' });
    await tell('start-fix', { tabId: null, fix: 'restore-draft' });
    expect(executor.start).not.toHaveBeenCalled();
  });

  test('a tab speaks for itself only', async () => {
    const { tell, executor } = started();
    await tell('start-fix', { tabId: 99, fix: 'reload-tab' });
    await tell('cancel-fix', { tabId: 99 });
    expect((executor.start.mock.calls[0] as unknown[])[0]).toBe(TAB);
    expect(executor.cancel).toHaveBeenCalledWith(TAB);
  });

  test('the popup may name a tab', async () => {
    const { tell, executor } = started();
    await tell('cancel-fix', { tabId: 9 }, page);
    expect(executor.cancel).toHaveBeenCalledWith(9);
  });

  test('an id that does not exist', async () => {
    const { tell } = started();
    expect(await tell('start-fix', { tabId: null, fix: 'format-disk' })).toEqual({
      ok: false,
      error: 'bad-message',
    });
  });

  test('what the tab reports of a step', async () => {
    const { tell, executor } = started();
    await tell('report-step', { runId: 'r', index: 2, problem: 'hook_missing' });
    expect(executor.reported).toHaveBeenCalledWith(TAB, 'r', 2, 'hook_missing');
  });
});

describe('which tab the popup means', () => {
  test.each<[string, number | null, number[], number | null]>([
    ['the active one, when it shows claude.ai', 8, [TAB, 8], 8],
    ['else the one that was used last', 3, [TAB, 8], TAB],
    ['no window at all', null, [TAB], TAB],
  ])('%s', async (_, active, open, expected) => {
    vi.mocked(activeTabId).mockResolvedValue(active);
    vi.mocked(claudeTabIds).mockResolvedValue(open);
    const { tell, hub } = started();
    await tell('get-view', { tabId: null }, page);
    expect(hub.viewOf).toHaveBeenCalledWith(expected, false);
    await tell('get-view', { tabId: null, opened: true }, page);
    expect(hub.viewOf).toHaveBeenLastCalledWith(expected, true);
  });
});

test('a popup that stays open has its tab checked again, one without a tab has nothing checked', async () => {
  const { tell, hub } = started();
  await tell('get-view', { tabId: 8 }, page);
  await tell('get-view', { tabId: 99, still: true }, page);
  expect(hub.stillSeen).not.toHaveBeenCalled();
  await tell('get-view', { tabId: 8, still: true }, page);
  expect(hub.stillSeen).toHaveBeenCalledExactlyOnceWith(8);
  expect(hub.viewOf).toHaveBeenLastCalledWith(8, false);
});

describe('a popup that is bound to a tab', () => {
  const seenBy = async (tabId: number, { tell, hub, pulses }: ReturnType<typeof started>) => {
    await tell('get-view', { tabId, opened: true }, page);
    return [hub.viewOf.mock.calls, pulses.look.mock.calls];
  };

  test('of claude.ai shows that tab', async () => {
    expect(await seenBy(8, started())).toEqual([[[8, true]], [[8]]]);
  });

  test('of another site, or one that is gone, shows what is known without a tab, and leaves it alone', async () => {
    expect(await seenBy(99, started())).toEqual([[[null, true]], []]);
    expect(runTabObserver).not.toHaveBeenCalled();
  });

  test("that holds the browser's own page where claude.ai should be shows that tab", async () => {
    const world = started();
    await world.records.add(99, [a('navigation-failed', 5, { error: 'net::ERR_EMPTY_RESPONSE' })]);
    expect(await seenBy(99, world)).toEqual([[[99, true]], [[99]]]);
  });
});

describe('a popup that is opened early', () => {
  const look = async (tabId: number | null, { tell, hub }: ReturnType<typeof started>) => {
    hub.viewOf.mockImplementation(async () => {
      expect(runTabObserver).toHaveBeenCalledTimes(tabId === null ? 0 : 1);
      return assessed([], 0).view;
    });
    expect(await tell('get-view', { tabId }, page)).toMatchObject({ ok: true });
  };

  test('brings the observer into a tab of which nothing is known, before it looks', async () => {
    await look(8, started());
    expect(runTabObserver).toHaveBeenCalledExactlyOnceWith(8);
  });

  test('not into one that has told something', async () => {
    const { tell, records } = started();
    await records.add(9, [a('page-loaded', 5)]);
    await tell('get-view', { tabId: 9 }, page);
    expect(runTabObserver).not.toHaveBeenCalled();
  });

  test('nor where no tab is open', async () => {
    vi.mocked(activeTabId).mockResolvedValue(null);
    vi.mocked(pickClaudeTab).mockResolvedValue(null);
    await look(null, started());
    expect(runTabObserver).not.toHaveBeenCalled();
  });
});

test('a prompt is closed for all that has failed until now', async () => {
  const { tell, records } = started();
  const before = Date.now();
  await tell('dismiss-prompt', {});
  expect((await records.get(TAB)).dismissed).toBeGreaterThanOrEqual(before);
});

test('more fixes: the popup, for this tab', async () => {
  const { tell } = started();
  await tell('open-popup-page', {});
  expect(showPopup).toHaveBeenCalledWith(`popup?tab=${TAB}`);
});

test('a copy of the chat', async () => {
  const { tell, backup } = started();
  await tell('back-up-chat', { tabId: 9 }, page);
  expect(backup.capture).toHaveBeenCalledWith(9);
  expect(await tell('back-up-chat', { tabId: 9 }, tab)).toEqual({ ok: false, error: 'refused' });
});

test('of a private window nothing is kept', async () => {
  const { tell, autoBackup } = started();
  const secret: Caller = { kind: 'tab', tabId: TAB, isPrivate: true };
  await tell('save-draft', { ...draft('typing', 'secret'), at: 1 }, secret);
  await tell('report-signals', { signals: [a('reply-ended', 5)] }, secret);
  await tell('take-payload', { payload: 'https:' }, secret);
  expect(await drafts.get()).toEqual({});
  for (const told of Object.values(autoBackup)) expect(told).not.toHaveBeenCalled();
});

describe('half an answer', () => {
  const half = { conversationId: CHAT, text: 'It is 330 m ta', at: Date.now() };

  test('is kept, and given to the popup', async () => {
    const { tell, hub } = started();
    await tell('keep-half-answer', half);
    expect(hub.refresh).toHaveBeenCalledWith(TAB);
    expect(await tell('get-half-answer', { conversationId: CHAT }, page)).toEqual({
      ok: true,
      value: { text: half.text },
    });
  });

  test('of a private window is not', async () => {
    const { tell } = started();
    await tell('keep-half-answer', half, { ...tab, isPrivate: true });
    expect(await tell('get-half-answer', { conversationId: CHAT }, page)).toMatchObject({
      value: { text: null },
    });
  });
});

test('a message whose answer came at once is not kept as unanswered', async () => {
  const { tell, records } = started();
  const now = Date.now();
  await records.add(TAB, [
    a('request-started', now - 400),
    a('reply-began', now - 300),
    a('reply-ended', now - 100),
  ]);
  await tell('save-draft', { conversationId: CHAT, text: 'Hi', attachments: [], state: 'sent', at: now });
  expect(Object.values(await drafts.get())).toEqual([]);
});
