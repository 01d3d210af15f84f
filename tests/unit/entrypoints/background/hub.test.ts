import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { tryBreaker } from '@/entrypoints/background/breaker';
import type { Executor } from '@/entrypoints/background/executor';
import { halfMemory } from '@/entrypoints/background/halves';
import { type HubParts, tabHub } from '@/entrypoints/background/hub';
import { playbookMemory } from '@/entrypoints/background/playbook';
import { tabMemory } from '@/entrypoints/background/records';
import type { Question } from '@/entrypoints/background/witnesses';
import { showBadge } from '@/utils/browser/badge';
import { send, sendToTab } from '@/utils/browser/messages';
import { offline } from '@/utils/detectors/offline';
import { NO_HISTORY } from '@/utils/diagnosis/history';
import { keep } from '@/utils/drafts/shelf';
import { EMPTY_TRACK } from '@/utils/incidents/track';
import { drafts, halfAnswers } from '@/utils/storage/items';
import { keptView } from '@/utils/storage/kept-view';
import { a, CHAT, failedTry, goodTry } from '../../utils/signals/given';
import { draft, run, TAB } from './given';

vi.mock('@/utils/browser/badge', () => ({ showBadge: vi.fn() }));
vi.mock('@/utils/browser/i18n', () => ({ t: (key: string) => key }));
vi.mock('@/utils/browser/messages', () => ({ send: vi.fn(), sendToTab: vi.fn() }));

const START = 1_000_000;
const here = [a('page-loaded', START), a('page-context', START + 1)];
const banner = a('banner', START + 2_000);
const failed = [...here, ...failedTry('lx-1', START + 1_000), banner];

function started(latestBackup: () => Promise<null> = async () => null, special: Partial<HubParts> = {}) {
  const executor = {
    runOf: vi.fn(async () => null),
    observed: vi.fn(async () => undefined),
    forget: vi.fn(async () => undefined),
  };
  const witnesses = { known: vi.fn(async () => []), refresh: vi.fn(async (_: Question) => undefined) };
  const onTrouble = vi.fn();
  const log = { note: vi.fn() };
  const hub = tabHub({
    records: tabMemory(),
    witnesses,
    executor: () => executor as unknown as Executor,
    log,
    halves: halfMemory(),
    chain: { known: async () => [], run: async () => false, forget: async () => undefined },
    incidents: {
      history: async () => NO_HISTORY,
      note: vi.fn(),
      forget: vi.fn(),
      track: async () => EMPTY_TRACK,
      clear: vi.fn(),
    },
    watch: { isWatching: async () => false, back: async () => null },
    breaker: tryBreaker(Date.now),
    playbooks: playbookMemory(Date.now),
    loadingSince: () => null,
    isSeen: async () => true,
    latestBackup,
    onTrouble,
    now: Date.now,
    ...special,
  });
  return { hub, executor, witnesses, onTrouble, log };
}

const occasions = ({ refresh }: ReturnType<typeof started>['witnesses']) =>
  refresh.mock.calls.map(([{ occasion }]) => occasion);
const painted = () => vi.mocked(showBadge).mock.calls.map(([severity, , tabId]) => [severity, tabId]);

beforeEach(() => {
  fakeBrowser.reset();
  vi.useFakeTimers({ now: START + 3_000 });
});
afterEach(() => vi.useRealTimers());

describe('what is shown', () => {
  test('what was tried, to whoever looks, also after the worker has died', async () => {
    const { hub, executor } = started();
    const vain = run({ fix: 'reload-tab', state: 'failed', problem: 'timeout', stepAt: START });
    executor.runOf.mockResolvedValue(vain as never);
    await Promise.all([hub.report(TAB, failed), hub.refresh(TAB), hub.viewOf(TAB, false)]);
    executor.runOf.mockResolvedValue(null);
    const tried = [{ fix: 'reload-tab', outcome: 'stuck', problem: 'timeout' }];
    expect((await hub.viewOf(TAB, false)).playbook).toMatchObject({ phase: 'offering', tried });
    const next = started();
    await next.hub.report(TAB, failed);
    const view = await next.hub.viewOf(TAB, false);
    expect(view.playbook).toMatchObject({ tried });
    expect(view.fixes.at(-1)).toBe('reload-tab');
  });

  test('is kept for a popup that opens while the background sleeps, until the tab is closed', async () => {
    const { hub } = started();
    await hub.report(TAB, failed);
    expect((await keptView(TAB))?.view.verdict.id).toBe('degraded');
    const none = await hub.viewOf(null, true);
    expect(await keptView(null)).toEqual({ view: none, at: START + 3_000 });
    await hub.forget(TAB, true);
    expect(await keptView(TAB)).toBeUndefined();
  });

  test('is not kept of a tab that was closed meanwhile, nor of one that nobody knows', async () => {
    let answer = (_: null): void => undefined;
    const { hub } = started(() => new Promise((resolve) => (answer = resolve)));
    void hub.report(TAB, [a('page-context', START + 1, { conversationId: CHAT })]);
    await vi.advanceTimersByTimeAsync(1);
    const looking = hub.viewOf(TAB, true);
    await vi.advanceTimersByTimeAsync(1);
    await hub.forget(TAB, true);
    answer(null);
    expect((await looking).tabId).toBe(TAB);
    await hub.viewOf(TAB + 1, true);
    expect([await keptView(TAB), await keptView(TAB + 1)]).toEqual([undefined, undefined]);
  });

  test('a failure: prompt, popup, badge of the tab and of the toolbar', async () => {
    const { hub } = started();
    await hub.report(TAB, failed);
    expect(vi.mocked(sendToTab).mock.calls[0]?.slice(0, 2)).toEqual([TAB, 'show-view']);
    expect(send).toHaveBeenCalledWith('view-changed', { tabId: TAB });
    expect(painted()).toEqual([
      ['claude', TAB],
      ['claude', undefined],
    ]);
    expect(hub.inTrouble()).toBe(true);
  });

  test('what has not changed is not shown again', async () => {
    const { hub } = started();
    await hub.report(TAB, failed);
    await hub.refresh(TAB);
    await hub.refresh(TAB);
    expect(sendToTab).toHaveBeenCalledTimes(1);
  });

  test('what claude.ai may still mend is not announced', async () => {
    const { hub } = started();
    await hub.report(TAB, [...here, ...failedTry('lx-1', START + 1_000)]);
    expect(painted()).toEqual([
      ['none', TAB],
      ['none', undefined],
    ]);
    expect(hub.inTrouble()).toBe(false);
  });

  test('it becomes final by time alone', async () => {
    const { hub, executor } = started();
    await hub.report(TAB, [...here, ...failedTry('lx-1', START + 1_000)]);
    executor.observed.mockClear();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(painted().at(-1)).toEqual(['claude', undefined]);
    expect(executor.observed).toHaveBeenCalled();
  });

  test('the toolbar shows the loudest of all tabs', async () => {
    const { hub } = started();
    await hub.report(TAB, failed);
    await hub.report(8, [a('page-loaded', START), ...goodTry('lx-1', START + 1)]);
    expect(painted().slice(-2)).toEqual([
      ['none', 8],
      ['claude', undefined],
    ]);
  });

  test('a tab that is closed takes its trouble along', async () => {
    const { hub, executor } = started();
    await hub.report(TAB, failed);
    await hub.forget(TAB, true);
    expect(executor.forget).toHaveBeenCalledWith(TAB, true);
    await hub.forget(TAB, false);
    expect(executor.forget).toHaveBeenLastCalledWith(TAB, false);
    expect(painted().at(-1)).toEqual(['none', undefined]);
    expect(hub.inTrouble()).toBe(false);
  });
});

describe('the outside is asked', () => {
  test('when trouble begins, once', async () => {
    const { hub, witnesses, onTrouble } = started();
    await hub.report(TAB, failed);
    expect(occasions(witnesses)).toEqual(['onset']);
    expect(onTrouble).toHaveBeenCalledTimes(1);
    await hub.report(TAB, [a('connectivity', START + 2_500)]);
    expect(onTrouble).toHaveBeenCalledTimes(1);
  });

  test('not while all is well', async () => {
    const { hub, witnesses } = started();
    await hub.report(TAB, [...here, ...goodTry('lx-1', START + 1)]);
    expect(witnesses.refresh).not.toHaveBeenCalled();
  });

  test('cautiously while it may mend itself, and again when it is sure', async () => {
    const { hub, witnesses } = started();
    await hub.report(TAB, [...here, ...failedTry('lx-1', START + 1_000)]);
    expect(occasions(witnesses)).toEqual(['doubt']);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(occasions(witnesses)).toEqual(['doubt', 'onset']);
  });

  test('no longer, when the doubt has gone before the question', async () => {
    const { hub, witnesses } = started();
    const bad = { endpoint: 'conversation', status: 503, failure: 'server' } as const;
    await hub.report(TAB, [...here, a('response-received', START + 2_500, bad)]);
    expect(occasions(witnesses)).toEqual(['doubt']);
    const wanted = witnesses.refresh.mock.lastCall?.[0].wanted;
    expect(wanted?.()).toBe(true);
    await hub.report(TAB, [a('page-loaded', START + 2_800), a('page-context', START + 2_801)]);
    expect(wanted?.()).toBe(false);
  });

  test('when somebody looks, and not each time that what he sees changes', async () => {
    const { hub, witnesses } = started();
    expect(await hub.viewOf(null, true)).toMatchObject({ tabId: null, verdict: { id: 'unclear' } });
    await hub.viewOf(null, false);
    expect(occasions(witnesses)).toEqual(['popup']);
  });

  test('and each answer is shown as it comes, also where no tab is open', async () => {
    const { hub, witnesses } = started();
    await hub.viewOf(null, true);
    witnesses.refresh.mock.lastCall?.[0].heard();
    expect(send).toHaveBeenCalledWith('view-changed', { tabId: null });
  });
});

describe('while the popup stays open', () => {
  test.each([
    ['all is well: once a minute', [], null, 1],
    ['a message stays without an answer: sooner', [a('request-started', START - 6_000)], null, 2],
    ['the page stays away: sooner', [], START - 6_000, 2],
  ])('%s', async (_, more, loadingSince, times) => {
    const run = vi.fn(async () => false);
    const chain = { known: async () => [], run, forget: async () => undefined };
    const { hub } = started(undefined, { chain, loadingSince: () => loadingSince });
    await hub.report(TAB, [a('page-loaded', START - 9_000), ...more]);
    await hub.viewOf(TAB, true);
    await hub.stillSeen(TAB);
    expect(run).toHaveBeenCalledTimes(times);
    vi.advanceTimersByTime(60_000);
    await hub.stillSeen(TAB);
    expect(run).toHaveBeenCalledTimes(times + 1);
  });
});

describe('drafts', () => {
  const place = { tabId: TAB, conversationId: CHAT };
  const shelf = async () => Object.values(await drafts.get()).map(({ text }) => text);

  test('the answer is whole: the message needs no keeping', async () => {
    const { hub } = started();
    await drafts.set({ ...keep({}, place, { ...draft('sent'), updatedAt: START }) });
    await hub.report(TAB, [...here, ...goodTry('lx-1', START + 1)]);
    expect(await shelf()).toEqual([]);
  });

  test('the same answer once more, or a page loaded after it: an earlier message without one is kept', async () => {
    const { hub } = started();
    const first = keep({}, place, { ...draft('sent', 'earlier'), updatedAt: START - 9_000 });
    await drafts.set(keep(first, place, { ...draft('sent', 'later'), updatedAt: START }));
    const answer = goodTry('lx-1', START + 1);
    await hub.report(TAB, [...here, ...answer]);
    await hub.report(TAB, answer.slice(-1));
    await hub.report(TAB, [a('page-loaded', START + 10_000)]);
    expect(await shelf()).toEqual(['earlier']);
  });

  test.each([
    [
      'half an answer',
      [a('request-started', START), a('reply-accepted', START), a('reply-began', START + 5)],
    ],
    [
      'a cut',
      [
        a('request-started', START),
        a('reply-accepted', START),
        a('reply-ended', START + 9, { outcome: 'cut' }),
      ],
    ],
    ['a failure', failedTry('lx-1', START)],
  ])('%s: it is kept', async (_, signals) => {
    const { hub } = started();
    await drafts.set({ ...keep({}, place, { ...draft('sent'), updatedAt: START }) });
    await hub.report(TAB, [...here, ...signals]);
    expect(await shelf()).toEqual(['How tall is it?']);
  });
});

describe('a message is settled where the user was then', () => {
  const THERE = '01990a4e-0000-7d3a-9f10-52b6c0d1e2f3';
  /** Of the newer protocol, which may not name the chat. */
  const nameless = { protocol: 'merged', conversationId: null } as const;
  const begun = [
    a('request-started', START + 10, { ...nameless, endpoint: 'action' }),
    a('reply-accepted', START + 20, nameless),
    a('reply-began', START + 30, { protocol: 'merged' }),
  ];
  const gone = (at: number) => [a('page-loaded', at), a('page-context', at, { conversationId: THERE })];
  const left = async (signals: Parameters<ReturnType<typeof started>['hub']['report']>[1]) => {
    const sent = (text: string) => ({ ...draft('sent', text), updatedAt: START });
    const shelf = keep({}, { tabId: TAB, conversationId: CHAT }, sent('here'));
    await drafts.set(keep(shelf, { tabId: TAB, conversationId: THERE }, sent('there')));
    await halfAnswers.set({
      [CHAT]: { text: 'It is', at: START },
      [THERE]: { text: 'They were', at: START },
    });
    await started().hub.report(TAB, [...here, ...begun, ...signals]);
    const texts = Object.values(await drafts.get()).map(({ text }) => text);
    return { texts, halves: Object.keys(await halfAnswers.get()) };
  };

  test('the page was left in the middle of the answer, and shows another chat now', async () => {
    // Half an answer stays half.
    expect(await left(gone(START + 40))).toEqual({ texts: ['there'], halves: [CHAT, THERE] });
  });

  test('the answer was whole, and the news of both come at once', async () => {
    const ended = a('reply-ended', START + 40, { protocol: 'merged' });
    expect(await left([ended, ...gone(START + 50)])).toEqual({ texts: ['there'], halves: [THERE] });
  });

  test('the user has gone to another chat of the same page', async () => {
    const moved = a('page-context', START + 35, { conversationId: THERE });
    const ended = a('reply-ended', START + 40, { protocol: 'merged' });
    expect(await left([moved, ended])).toEqual({ texts: ['there'], halves: [THERE] });
  });

  test('a new chat, which got its address with the message', async () => {
    const { hub } = started();
    const place = { tabId: TAB, conversationId: CHAT };
    await drafts.set({ ...keep({}, place, { ...draft('sent'), updatedAt: START }) });
    const inNew = [a('page-loaded', START), a('page-context', START + 1, { conversationId: null })];
    const named = a('page-context', START + 11);
    await hub.report(TAB, [...inNew, ...begun, named, a('reply-ended', START + 40, { protocol: 'merged' })]);
    expect(await drafts.get()).toEqual({});
  });
});

test('half an answer is kept until a whole one comes', async () => {
  const { hub } = started();
  await halfAnswers.set({ [CHAT]: { text: 'It is 330 m ta', at: START } });
  await hub.report(TAB, [...here, ...failedTry('lx-1', START + 1)]);
  expect((await hub.viewOf(TAB, true)).halfAnswer).toEqual({ at: START });
  await hub.report(TAB, goodTry('lx-2', START + 1_500));
  expect((await hub.viewOf(TAB, true)).halfAnswer).toBeNull();
});

describe('the log hears', () => {
  test('of everything that a tab has told', async () => {
    const { hub, log } = started();
    await hub.report(TAB, here);
    await hub.report(TAB, failed.slice(here.length));
    expect(log.note.mock.lastCall).toEqual([TAB, failed, []]);
  });

  test('of a detector that broke, which keeps no verdict back', async () => {
    vi.spyOn(offline, 'detect').mockImplementation(() => {
      throw new Error('broken');
    });
    const { hub, log } = started();
    await hub.report(TAB, failed);
    expect(log.note.mock.lastCall?.[2]).toEqual(['offline']);
    expect(painted()).toContainEqual(['claude', TAB]);
  });
});

test('a library that cannot be opened keeps no verdict back', async () => {
  const { hub } = started(() => Promise.reject(new Error('no database')));
  await hub.report(TAB, failed);
  expect((await hub.viewOf(TAB, true)).verdict.id).toBe('degraded');
  expect(painted()).toContainEqual(['claude', TAB]);
});

test('what worked says nothing of a tab that cannot be seen any more', async () => {
  let isSeen = true;
  const { hub } = started(undefined, { isSeen: async () => isSeen });
  await hub.report(TAB, [...here, ...goodTry('lx-1', START + 1)]);
  expect((await hub.viewOf(TAB, true)).verdict.id).toBe('ok');
  isSeen = false;
  expect((await hub.viewOf(TAB, true)).verdict.id).toBe('unclear');
});

test('nothing that cannot be read keeps a verdict back', async () => {
  const broken = () => Promise.reject(new Error('no storage'));
  vi.spyOn(drafts, 'get').mockImplementation(broken);
  const { hub } = started(undefined, {
    witnesses: { known: broken, refresh: async () => undefined },
    chain: { known: broken, run: async () => false, forget: async () => undefined },
    incidents: { history: broken, note: vi.fn(), forget: vi.fn(), track: broken, clear: broken },
    watch: { isWatching: broken, back: broken },
    halves: { ...halfMemory(), of: broken },
  });
  await hub.report(TAB, failed);
  expect((await hub.viewOf(TAB, true)).verdict.id).toBe('degraded');
  expect(painted()).toContainEqual(['claude', TAB]);
  vi.mocked(drafts.get).mockRestore();
});

test('a private window is told nothing of what was written in the others', async () => {
  const { hub } = started();
  await drafts.set({
    ...keep({}, { tabId: 9, conversationId: CHAT }, { ...draft('sent'), updatedAt: START }),
  });
  vi.spyOn(fakeBrowser.tabs, 'get').mockImplementation(
    async (tabId) => ({ incognito: tabId === TAB }) as never,
  );
  await hub.report(TAB, failed);
  await hub.report(8, failed);
  const [here, elsewhere] = [await hub.refresh(TAB), await hub.refresh(8)];
  expect([here.context.draft, elsewhere.context.draft?.state]).toEqual([null, 'sent']);
});
