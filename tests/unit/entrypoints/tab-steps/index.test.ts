// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import tabSteps from '@/entrypoints/tab-steps/index';
import { performStep } from '@/entrypoints/tab-steps/perform-step';
import { listen, send } from '@/utils/browser/messages';
import { isolatedWorld, type TabLife } from '@/utils/browser/tab-life';
import type { Handlers } from '@/utils/messaging/receive';

vi.mock('@/utils/browser/messages', () => {
  const send = vi.fn();
  return { listen: vi.fn(), send, sendSurely: send };
});
vi.mock('@/utils/browser/i18n', () => ({ t: (key: string) => key }));
vi.mock('@/entrypoints/tab-steps/perform-step', () => ({ performStep: vi.fn() }));

const step = { verb: 'clear-cache-storage' } as const;
const caller = { kind: 'background', tabId: null, isPrivate: false } as const;

let life: TabLife;
beforeEach(() => {
  const channel = { listen: vi.fn(), close: vi.fn() };
  const { signal } = new AbortController();
  life = { channel, signal, end: vi.fn(), chunkFailedAt: null, isObserved: true };
  isolatedWorld.lifeline = life;
  vi.mocked(performStep).mockResolvedValue(null);
});
afterEach(() => {
  delete isolatedWorld.lifeline;
});

const heard = (): Handlers => vi.mocked(listen).mock.calls[0]?.[0] as Handlers;

test('brought for each step, it listens once: nothing is performed twice', () => {
  tabSteps.main();
  tabSteps.main();
  expect(listen).toHaveBeenCalledTimes(1);
});

test('where the first script of the page is not, nothing listens', () => {
  delete isolatedWorld.lifeline;
  tabSteps.main();
  expect(listen).not.toHaveBeenCalled();
});

test('a step is taken at once, and told when it is done', async () => {
  tabSteps.main();
  expect(heard()['perform-step']?.({ runId: 'r', index: 2, step }, caller)).toEqual({});
  await vi.waitFor(() =>
    expect(send).toHaveBeenCalledWith('report-step', { runId: 'r', index: 2, problem: null }),
  );
});

test('ordered again by a background that died over it, it is performed once; the next one is another', async () => {
  tabSteps.main();
  const order = (index: number) => heard()['perform-step']?.({ runId: 'r', index, step }, caller);
  expect([order(2), order(2), order(3)]).toEqual([{}, {}, {}]);
  await vi.waitFor(() => expect(send).toHaveBeenCalledTimes(2));
  expect(performStep).toHaveBeenCalledTimes(2);
});

test('a page that breaks a step is a hook that is missing, and not a run that hangs', async () => {
  vi.mocked(performStep).mockRejectedValue(new TypeError('document.querySelector is not a function'));
  tabSteps.main();
  expect(await heard()['perform-now']?.({ step }, caller)).toEqual({ problem: 'hook_missing' });
});

test('the observer hears what a step has put into the composer', async () => {
  life.filled = vi.fn();
  vi.mocked(performStep).mockImplementation(async (_, onFilled) => {
    onFilled?.();
    return null;
  });
  tabSteps.main();
  await heard()['perform-now']?.({ step }, caller);
  expect(life.filled).toHaveBeenCalledTimes(1);
});
