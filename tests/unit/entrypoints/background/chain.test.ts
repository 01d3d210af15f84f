import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { probeChain } from '@/entrypoints/background/chain';
import { tabMemory } from '@/entrypoints/background/records';
import { askHost } from '@/utils/browser/ask-host';
import { sendToTab } from '@/utils/browser/messages';
import type { Answer } from '@/utils/probes/types';
import { DEFAULT_SETTINGS } from '@/utils/settings/types';
import { settings } from '@/utils/storage/settings-items';
import { probeResults } from '@/utils/storage/witness-items';
import { opaque, readable, refused } from '../../utils/probes/given';
import { a, goodTry } from '../../utils/signals/given';
import { TAB } from './given';

vi.mock('@/utils/browser/ask-host', () => ({ askHost: vi.fn() }));
vi.mock('@/utils/browser/messages', () => ({ sendToTab: vi.fn() }));

const START = 1_000_000;
const WELL = {
  organizations: { says: 'well', status: 200, tookMs: 80 },
  chat: { says: 'well', status: 200, tookMs: 90 },
};

/** What each host answers, and after how long. */
function hosts(answers: Record<string, Answer>, delayMs = 0) {
  vi.mocked(askHost).mockImplementation(async ({ url }) => {
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    return answers[new URL(url).hostname] ?? refused;
  });
}
const asked = () => vi.mocked(askHost).mock.calls.map(([{ url }]) => new URL(url).hostname);
const tabSays = (value: unknown) => vi.mocked(sendToTab).mockResolvedValue({ ok: true, value } as never);

function started(answeredAt: number | null = null) {
  const records = tabMemory();
  const changed = vi.fn();
  const known = async () => [{ answeredAt }] as never;
  const chain = probeChain({
    ...{ records, witnesses: { known }, loadingSince: () => null, now: Date.now, changed },
  });
  const states = async (tabId: number | null = TAB) =>
    (await chain.known(tabId)).map(({ id, state, cause }) => `${id} ${cause ?? state}`);
  return { records, chain, changed, states };
}

beforeEach(() => {
  fakeBrowser.reset();
  vi.useFakeTimers({ now: START });
  vi.mocked(askHost).mockReset();
  vi.mocked(sendToTab).mockReset();
  hosts({ 'claude.ai': readable() });
  tabSays(WELL);
});
afterEach(() => vi.useRealTimers());

describe('what is asked', () => {
  test('all is well: the edge and the tab, and nobody else', async () => {
    const { chain, states } = started();
    expect(await chain.run(TAB)).toBe(true);
    expect(await states()).toEqual(['internet ok', 'edge ok', 'claude ok', 'session ok', 'chat ok']);
    expect(asked()).toEqual(['claude.ai']);
    expect(sendToTab).toHaveBeenCalledExactlyOnceWith(TAB, 'ask-claude', {
      questions: ['organizations', 'chat'],
    });
  });

  test('a reply that has just worked needs no question', async () => {
    const { chain, records, states } = started();
    await records.add(TAB, goodTry('lx-1', START - 10_000));
    expect(await chain.run(TAB)).toBe(true);
    expect(await states()).toEqual(['internet ok', 'edge ok', 'claude ok', 'session ok', 'chat ok']);
    expect(asked()).toEqual([]);
    expect(sendToTab).not.toHaveBeenCalled();
  });

  test('a reply that has just worked is no proof while a message stays without an answer', async () => {
    const { chain, records, states } = started();
    await records.add(TAB, goodTry('lx-1', START - 20_000));
    await chain.run(TAB);
    await records.add(TAB, [a('request-started', START, { id: 'lx-2' })]);
    vi.setSystemTime(START + 9_000);
    hosts({ '1.1.1.1': opaque });
    tabSays({ organizations: { says: 'silent', status: null, tookMs: 5_000 } });
    expect(await chain.run(TAB)).toBe(true);
    expect(await states()).toEqual(
      expect.arrayContaining(['internet dns', 'edge unreachable', 'claude unknown', 'session unknown']),
    );
    expect(await chain.run(TAB)).toBe(false);
    expect(asked()).toEqual(['claude.ai', 'example.com', '1.1.1.1']);
    expect(sendToTab).toHaveBeenCalledTimes(1);
  });

  test('nothing twice within a minute, the edge not even for another tab', async () => {
    const { chain } = started();
    await chain.run(TAB);
    vi.setSystemTime(START + 59_000);
    expect(await chain.run(TAB)).toBe(false);
    await chain.run(8);
    expect(asked()).toEqual(['claude.ai']);
    expect(sendToTab).toHaveBeenCalledTimes(2);
    vi.setSystemTime(START + 61_000);
    await chain.run(TAB);
    expect(asked()).toEqual(['claude.ai', 'claude.ai']);
  });

  test('who only wants to know whether Claude answers costs one request, and spoils nothing', async () => {
    const { chain, states } = started();
    tabSays({ ...WELL, chat: { says: 'server', status: 500, tookMs: 90 } });
    await chain.run(TAB);
    vi.setSystemTime(START + 61_000);
    tabSays({ organizations: { says: 'overloaded', status: 529, tookMs: 80 } });
    expect(await chain.run(TAB, 60_000, 'claude')).toBe(true);
    expect(asked()).toEqual(['claude.ai']);
    expect(sendToTab).toHaveBeenLastCalledWith(TAB, 'ask-claude', { questions: ['organizations'] });
    expect(await states()).toEqual([
      'internet ok',
      'edge ok',
      'claude overloaded',
      'session unknown',
      'chat chat_error',
    ]);
    vi.setSystemTime(START + 66_000);
    await chain.run(TAB);
    expect(sendToTab).toHaveBeenLastCalledWith(TAB, 'ask-claude', { questions: ['chat'] });
  });

  test('two who want to know at once share one look', async () => {
    const { chain } = started();
    await Promise.all([chain.run(TAB), chain.run(TAB)]);
    expect(sendToTab).toHaveBeenCalledTimes(1);
  });

  test('others, when claude.ai can not be reached', async () => {
    hosts({ '1.1.1.1': opaque });
    vi.mocked(sendToTab).mockResolvedValue({ ok: false, error: 'gone' } as never);
    const { chain, states } = started();
    await chain.run(TAB);
    expect(asked()).toEqual(['claude.ai', 'example.com', '1.1.1.1']);
    expect(await states()).toEqual([
      'internet dns',
      'edge unreachable',
      'claude no_tab',
      'session no_tab',
      'chat no_tab',
    ]);
  });

  test.each([
    [
      'the user has said no',
      () => settings.set({ ...DEFAULT_SETTINGS, checkInternet: false }),
      null,
      'not_asked',
    ],
    ['a witness has just answered', async () => undefined, START - 5_000, 'ok'],
  ])('nobody else, when %s', async (_, given, answeredAt, internet) => {
    hosts({});
    vi.mocked(sendToTab).mockResolvedValue({ ok: false, error: 'gone' } as never);
    await given();
    const { chain, states } = started(answeredAt);
    await chain.run(TAB);
    expect(asked()).toEqual(['claude.ai']);
    expect((await states()).slice(0, 2)).toEqual([`internet ${internet}`, 'edge unreachable']);
  });

  test('nobody else, when the tab has reached claude.ai', async () => {
    hosts({});
    const { chain, states } = started();
    await chain.run(TAB);
    expect(asked()).toEqual(['claude.ai']);
    expect(await states()).toEqual(['internet ok', 'edge ok', 'claude ok', 'session ok', 'chat ok']);
  });
});

describe('in time', () => {
  test('claude.ai is silent, and the tab hangs: all is told within six seconds', async () => {
    hosts({ 'example.com': opaque }, 3_000);
    vi.mocked(sendToTab).mockReturnValue(new Promise(() => undefined));
    const { chain, states } = started();
    const ran = chain.run(TAB);
    await vi.advanceTimersByTimeAsync(2_400);
    expect(asked()).toEqual(['claude.ai']);
    await vi.advanceTimersByTimeAsync(200);
    expect(asked()).toEqual(['claude.ai', 'example.com', '1.1.1.1']);
    await vi.advanceTimersByTimeAsync(3_400);
    expect(await ran).toBe(true);
    expect(await states()).toEqual([
      'internet ok',
      'edge unreachable',
      'claude no_tab',
      'session no_tab',
      'chat no_tab',
    ]);
  });

  test('while it runs, what is asked after is being checked', async () => {
    hosts({ 'claude.ai': readable() }, 500);
    const { chain, changed, states } = started();
    const ran = chain.run(TAB);
    await vi.advanceTimersByTimeAsync(100);
    expect(changed).toHaveBeenCalledExactlyOnceWith(TAB);
    expect(await states()).toEqual(
      ['internet', 'edge', 'claude', 'session', 'chat'].map((id) => `${id} checking`),
    );
    await vi.advanceTimersByTimeAsync(500);
    await ran;
    expect(await states()).toContain('chat ok');
  });

  test('a worker that died over it leaves nothing that is checked for ever', async () => {
    const { chain } = started();
    hosts({ 'claude.ai': readable() }, 60_000);
    void chain.run(TAB);
    await vi.advanceTimersByTimeAsync(100);
    const woken = started();
    expect(await woken.states()).toContain('claude checking');
    vi.setSystemTime(START + 11_000);
    expect(await woken.states()).toContain('claude unknown');
  });

  test('a tab without our script is not asked again and again, but soon', async () => {
    vi.mocked(sendToTab).mockResolvedValue({ ok: false, error: 'gone' } as never);
    const { chain } = started();
    await chain.run(TAB);
    expect(await chain.run(TAB)).toBe(false);
    expect(sendToTab).toHaveBeenCalledTimes(1);
    vi.setSystemTime(START + 10_500);
    await chain.run(TAB);
    expect(sendToTab).toHaveBeenCalledTimes(2);
    expect(asked()).toEqual(['claude.ai']);
  });
});

describe('what is kept', () => {
  test('a worker that wakes knows what was found, and does not ask again', async () => {
    await started().chain.run(TAB);
    const woken = started();
    expect(await woken.states()).toContain('session ok');
    expect(await woken.states(null)).toEqual(['internet ok', 'edge ok']);
    await woken.chain.run(TAB);
    expect(sendToTab).toHaveBeenCalledTimes(1);
  });

  test('what was said of another chat is dropped', async () => {
    const { chain, records, states } = started();
    await chain.run(TAB);
    vi.setSystemTime(START + 2_000);
    await records.add(TAB, [a('page-context', START + 1_000)]);
    expect(await states()).not.toContain('chat ok');
    expect(await states()).toContain('session ok');
  });

  test('a tab that is closed leaves nothing, also in the middle of a check', async () => {
    const { chain, states } = started();
    hosts({ 'claude.ai': readable() }, 500);
    const ran = chain.run(TAB);
    await vi.advanceTimersByTimeAsync(100);
    await chain.forget(TAB);
    await vi.advanceTimersByTimeAsync(500);
    await ran;
    expect(await states()).toEqual(['internet ok', 'edge ok']); // those of all tabs
    expect(Object.keys(await probeResults.get())).toEqual(['all']);
  });

  test('an answer that makes no sense is none', async () => {
    tabSays({ organizations: { says: 'hello', status: 'x' } });
    const { chain, states } = started();
    await chain.run(TAB);
    expect(await states()).toContain('claude no_tab');
  });
});

test('nothing that goes wrong goes further', async () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  vi.mocked(askHost).mockRejectedValue(new Error('gone'));
  expect(await started().chain.run(TAB)).toBe(false);
  expect(warn).toHaveBeenCalled();
});
