import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { autoBackup } from '@/entrypoints/background/auto-backup';
import { tabMemory } from '@/entrypoints/background/records';
import forked from '@/tests/fixtures/conversations/forked.json';
import { isTemporary } from '@/utils/claude/conversation';
import { withLeftOut } from '@/utils/library/left-out';
import { createStore } from '@/utils/library/store';
import { DEFAULT_SETTINGS } from '@/utils/settings/types';
import type { Signal } from '@/utils/signals/types';
import { chatsLeftOut } from '@/utils/storage/backup-items';
import { settings } from '@/utils/storage/settings-items';
import { freshLibrary } from '../../utils/library/fresh-library';
import { a, CHAT, ORG } from '../../utils/signals/given';
import { TAB } from './given';

const SETTLED_MS = 2_000;
const OTHER_TAB = 8;

beforeEach(() => {
  fakeBrowser.reset();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_790_000_000_000 });
});
afterEach(() => vi.useRealTimers());

async function started() {
  const store = createStore(await freshLibrary());
  const records = tabMemory();
  for (const tab of [TAB, OTHER_TAB]) await records.add(tab, [a('page-loaded', 0), a('page-context', 1)]);
  const capture = vi.fn(async () => ({ snapshot: null, fresh: false, problem: null }));
  const rescue = vi.fn(async () => undefined);
  const changed = vi.fn();
  const backup = { capture, store: async () => store };
  const auto = autoBackup({ records, backup, rescue, changed });
  const hear = async (signal: Signal, tab = TAB, waitMs = SETTLED_MS): Promise<void> => {
    auto.heard(tab, [signal]);
    await vi.advanceTimersByTimeAsync(waitMs);
    await vi.waitFor(() => undefined);
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  const copy = (capturedAt: number, whole = true) =>
    store.saveSnapshot('{}', {
      ...{
        conversationId: CHAT,
        organizationId: ORG,
        title: '',
        model: null,
        createdAt: null,
        updatedAt: null,
      },
      ...{ leafId: null, messageCount: 1, projectId: null, source: 'api', whole, capturedAt },
    });
  return { store, auto, capture, rescue, changed, hear, copy, records };
}

const reply = (special = {}) => a('reply-ended', 5, special);
const leaveOut = (isOut: boolean) => chatsLeftOut.update((list) => withLeftOut(list, CHAT, isOut));
const off = () => settings.set({ ...DEFAULT_SETTINGS, automaticBackup: false });

describe('after a whole reply', () => {
  test('the chat is asked for once, a moment later', async () => {
    const { hear, capture } = await started();
    await hear(reply(), TAB, 1_000);
    expect(capture).not.toHaveBeenCalled();
    await hear(a('reply-activity', 6));
    expect(capture.mock.calls).toEqual([[TAB, { leavesOut: isTemporary }]]);
  });

  test('not after anything else', async () => {
    const { hear, capture } = await started();
    for (const signal of [reply({ outcome: 'stopped' }), a('reply-began', 5), a('banner', 5)])
      await hear(signal);
    expect(capture).not.toHaveBeenCalled();
  });

  test('not when what the page has loaded since, or another tab, has brought it', async () => {
    const { auto, hear, capture, copy } = await started();
    auto.heard(TAB, [reply()]);
    await copy(Date.now() + 500);
    await hear(a('reply-activity', 6));
    expect(capture).not.toHaveBeenCalled();
  });

  test('also when the copy is of before, or not whole', async () => {
    const { hear, capture, copy } = await started();
    await copy(Date.now() - 1);
    await hear(reply());
    await copy(Date.now() + 5_000, false);
    await hear(reply());
    expect(capture).toHaveBeenCalledTimes(2);
  });

  test('also when the copy seems to be of later than now: the clock was wrong then', async () => {
    const { hear, capture, copy } = await started();
    await copy(Date.now() + 5 * 3_600_000);
    await hear(reply());
    expect(capture).toHaveBeenCalledTimes(1);
  });

  test('two tabs of one chat ask once', async () => {
    const { auto, hear, capture } = await started();
    let answer: (() => void) | undefined;
    capture.mockImplementation(
      () =>
        new Promise((resolve) => (answer = () => resolve({ snapshot: null, fresh: false, problem: null }))),
    );
    auto.heard(OTHER_TAB, [reply()]);
    await hear(reply());
    answer?.();
    expect(capture).toHaveBeenCalledTimes(1);
  });
});

describe('when Claude fails', () => {
  test.each<[string, Signal]>([
    ['a call', a('response-received', 5, { status: 503, failure: 'server' as never })],
    ['a call without an answer', a('request-failed', 5, { aborted: false })],
    ['an answer that breaks off', a('reply-ended', 5, { outcome: 'cut' })],
    ['an answer that fails', a('reply-ended', 5, { outcome: 'failed' })],
  ])('%s: what the page holds is saved at once, without a request', async (_, signal) => {
    const { hear, rescue, capture, changed, store } = await started();
    await hear(signal, TAB, 0);
    await vi.waitFor(() => expect(changed).toHaveBeenCalledWith(TAB));
    expect(rescue.mock.calls).toEqual([[store, TAB, { organizationId: ORG, conversationId: CHAT }]]);
    expect(capture).not.toHaveBeenCalled();
  });

  test.each<[string, Signal]>([
    ['a call that the page gave up', a('request-failed', 5, { aborted: true })],
    ['a limit', a('response-received', 5, { status: 429 })],
    ['a good answer', a('response-received', 5)],
  ])('%s is no failure', async (_, signal) => {
    const { hear, rescue } = await started();
    await hear(signal);
    expect(rescue).not.toHaveBeenCalled();
  });

  test('a page that goes on failing is looked at once in a while', async () => {
    const { hear, rescue } = await started();
    for (let time = 0; time < 20; time += 1)
      await hear(a('response-received', 5, { status: 503 }), TAB, 1_000);
    expect(rescue).toHaveBeenCalledTimes(1);
    await hear(a('response-received', 5, { status: 503 }), TAB, 15_000);
    await hear(a('response-received', 5, { status: 503 }), TAB, 0);
    expect(rescue).toHaveBeenCalledTimes(2);
  });
});

const URL = `https://claude.ai/api/organizations/${ORG}/chat_conversations/${forked.uuid}?tree=True&rendering_mode=messages&render_all_tools=true`;
const payload = (special = {}) => `${URL}\n${JSON.stringify({ ...forked, ...special })}`;

describe('what the page loads', () => {
  test('is kept as it passes', async () => {
    const { auto, store, changed } = await started();
    await auto.taken(TAB, payload());
    expect(await store.latest(forked.uuid)).toMatchObject({ source: 'page-cache', messageCount: 8 });
    expect(changed).toHaveBeenCalledWith(TAB);
  });

  test('a page that floods is heard so much and no more', async () => {
    const { auto, store } = await started();
    for (let time = 0; time < 60; time += 1)
      await auto.taken(TAB, payload({ updated_at: `${1_000 + time}` }));
    expect(await store.versionsOf(forked.uuid)).toHaveLength(30);
  });
});

describe('switched off', () => {
  test.each<[string, () => Promise<unknown>, () => Promise<unknown>]>([
    ['entirely', off, () => settings.set(DEFAULT_SETTINGS)],
    ['for this chat', () => leaveOut(true), () => leaveOut(false)],
  ])('%s: nothing happens by itself until it is on again', async (_, switchOff, switchOn) => {
    const { hear, capture, rescue } = await started();
    await switchOff();
    await hear(reply());
    await hear(a('response-received', 5, { status: 503 }));
    expect([capture, rescue].flatMap(({ mock }) => mock.calls)).toEqual([]);
    await switchOn();
    await hear(reply());
    expect(capture).toHaveBeenCalledTimes(1);
  });

  test.each([
    ['entirely', off],
    ['for that chat', () => chatsLeftOut.set([forked.uuid])],
  ])('%s: what the page loads passes by', async (_, switchOff) => {
    const { auto, store } = await started();
    await switchOff();
    await auto.taken(TAB, payload());
    expect(await store.list()).toEqual([]);
  });

  test('for one chat leaves the others as they are', async () => {
    const { auto, store } = await started();
    await chatsLeftOut.set([CHAT]);
    await auto.taken(TAB, payload());
    expect(await store.list()).toHaveLength(1);
  });
});
