// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { observeTab } from '@/entrypoints/tab-observer/observe';
import { send } from '@/utils/browser/messages';
import { isExtensionAlive } from '@/utils/browser/tab-life';
import { attemptsOf } from '@/utils/signals/attempts';
import { watchdog } from '@/utils/signals/silence';
import type { Signal } from '@/utils/signals/types';
import { a } from '../../utils/signals/given';

vi.mock('@/utils/browser/messages', () => {
  const send = vi.fn();
  return { send, sendSurely: send };
});
vi.mock('@/utils/browser/i18n', () => ({ t: (key: string) => key }));
vi.mock('@/utils/browser/tab-life', () => ({ isExtensionAlive: vi.fn() }));
vi.mock('@/utils/signals/silence', { spy: true });

const BANNER =
  '<div data-testid="message-warning">This response didn’t load. <button>Try again</button></div>';
const fail = (): never => {
  throw new DOMException('The operation is insecure.', 'SecurityError');
};

let controller: AbortController;
beforeEach(() => {
  vi.useFakeTimers({ now: 100_000 });
  controller = new AbortController();
  vi.mocked(isExtensionAlive).mockReturnValue(true);
  vi.mocked(send).mockResolvedValue({ ok: true, value: {} });
});
afterEach(() => {
  controller.abort();
  vi.useRealTimers();
  document.body.replaceChildren();
});

const observed = () =>
  observeTab({ signal: controller.signal, end: () => controller.abort(), chunkFailedAt: null });
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const told = (): string[] =>
  vi
    .mocked(send)
    .mock.calls.flatMap(([name, input]) =>
      name === 'report-signals' ? (input as { signals: Signal[] }).signals.map(({ kind }) => kind) : [],
    );
const sent = a('request-started', 100_000, { endpoint: 'send' });

describe('something of the page or the browser is not as it should be', () => {
  test.each([
    ['storage is blocked', () => vi.spyOn(window, 'sessionStorage', 'get').mockImplementation(fail)],
    ['both storages are', () => vi.spyOn(window, 'localStorage', 'get').mockImplementation(fail)],
    ['the clock of the page', () => vi.spyOn(performance, 'getEntriesByType').mockImplementation(fail)],
    ['whether there is a network', () => vi.spyOn(navigator, 'onLine', 'get').mockImplementation(fail)],
    ['the document', () => vi.spyOn(document, 'querySelector').mockImplementation(fail)],
    ['what watches its changes', () => vi.stubGlobal('MutationObserver', fail)],
    ['what listens', () => vi.spyOn(document, 'addEventListener').mockImplementation(fail)],
    ['its silence', () => vi.mocked(watchdog).mockImplementation(fail)],
  ])('%s: what the network says is told all the same', async (_, given) => {
    given();
    const tab = observed();
    tab.look();
    tab.heard(JSON.stringify(sent), false);
    tab.heard(JSON.stringify({ ...a('reply-ended', 100_001, { outcome: 'complete' }) }), false);
    await pass(10);
    vi.unstubAllGlobals();
    expect(told()).toEqual(expect.arrayContaining(['request-started', 'reply-ended']));
  });
});

test('a message that leaves just after the model was switched is the new model’s', async () => {
  document.body.innerHTML = '<button data-testid="model-selector-dropdown">Opus 4.8</button>';
  const tab = observed();
  tab.look();
  document.body.innerHTML = '<button data-testid="model-selector-dropdown">Sonnet 5</button>';
  await pass(500);
  tab.heard(JSON.stringify({ ...sent, at: Date.now() - 4 }), false);
  await pass(10);
  const signals = vi
    .mocked(send)
    .mock.calls.flatMap(([name, input]) =>
      name === 'report-signals' ? (input as { signals: Signal[] }).signals : [],
    );
  expect(attemptsOf(signals).map(({ model }) => model)).toEqual(['Sonnet 5']);
});

describe('nobody takes what is told', () => {
  const lost = async () => {
    vi.mocked(send).mockResolvedValue({ ok: false, error: 'gone' });
    const tab = observed();
    tab.heard(JSON.stringify(sent), false);
    await pass(10);
    vi.mocked(send).mockClear();
    vi.mocked(send).mockResolvedValue({ ok: true, value: {} });
    document.body.innerHTML = BANNER;
    await pass(2_000);
  };

  test('a worker that died over it: everything goes on', async () => {
    await lost();
    expect(controller.signal.aborted).toBe(false);
    expect(told()).toContain('banner');
  });

  test('the extension is gone: everything ends', async () => {
    vi.mocked(isExtensionAlive).mockReturnValue(false);
    await lost();
    expect(controller.signal.aborted).toBe(true);
    await pass(120_000);
    expect(send).not.toHaveBeenCalled();
  });
});
