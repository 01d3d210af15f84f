import { beforeEach, describe, expect, test, vi } from 'vitest';
import { describeTab, orderStep, performInTab } from '@/entrypoints/background/tab-steps';
import { sendToTab } from '@/utils/browser/messages';
import { runTabSteps } from '@/utils/browser/scripts';

vi.mock('@/utils/browser/messages', () => ({ sendToTab: vi.fn() }));
vi.mock('@/utils/browser/scripts', () => ({ runTabSteps: vi.fn() }));

const step = { verb: 'clear-cache-storage' } as const;
const answers = (value: unknown): void =>
  void vi.mocked(sendToTab).mockResolvedValue({ ok: true, value } as never);

beforeEach(() => {
  vi.mocked(sendToTab).mockResolvedValue({ ok: false, error: 'gone' });
});

test('what performs it is there before it is asked', async () => {
  const order: string[] = [];
  vi.mocked(runTabSteps).mockImplementation(async () => void order.push('brought'));
  vi.mocked(sendToTab).mockImplementation(async () => {
    order.push('asked');
    return { ok: true, value: {} } as never;
  });
  expect(await orderStep(7, { runId: 'r', index: 0, step })).toBe(true);
  expect(order).toEqual(['brought', 'asked']);
});

test('a tab that is gone', async () => {
  expect(await orderStep(7, { runId: 'r', index: 0, step })).toBe(false);
  expect(await performInTab(7, step)).toBe('tab_gone');
  expect(await describeTab(7, 'kept')).toBeNull();
});

describe('what it answers', () => {
  test.each([
    { composer: 'same', place: null },
    { composer: null, place: { turn: 'row', offset: -3 } },
  ])('%o', async (value) => {
    answers(value);
    expect(await describeTab(7, 'kept')).toEqual(value);
  });
  test.each([
    ['nothing', undefined],
    ['no such word', { composer: 'full', place: null }],
    ['a number that is none', { composer: 'same', place: { turn: 'row', offset: null } }],
    ['a key without an end', { composer: 'same', place: { turn: 'x'.repeat(201), offset: 0 } }],
  ])('forged: %s is as good as no answer', async (_, value) => {
    answers(value);
    expect(await describeTab(7, 'kept')).toBeNull();
  });
  test('a problem, or none', async () => {
    answers({ problem: 'not_attached' });
    expect(await performInTab(7, step)).toBe('not_attached');
    answers({ problem: null });
    expect(await performInTab(7, step)).toBeNull();
    answers({ problem: 3 });
    expect(await performInTab(7, step)).toBe('hook_missing');
  });
});
