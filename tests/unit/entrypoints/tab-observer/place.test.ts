// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { placeWatch } from '@/entrypoints/tab-observer/place';
import type { Signal } from '@/utils/signals/types';
import { restore } from './restored';

const ID = '01990a4e-7c21-7d3a-9f10-52b6c0d1e2f3';
const go = (path: string): void => window.happyDOM?.setURL(`https://claude.ai${path}`);

declare global {
  interface Window {
    happyDOM?: { setURL: (url: string) => void };
  }
}

function watched(status: number | null = 200) {
  const entries = status === null ? [] : [{ responseStatus: status }];
  vi.spyOn(performance, 'getEntriesByType').mockReturnValue(entries as unknown as PerformanceEntryList);
  const signals: Signal[] = [];
  const { look } = placeWatch((signal) => signals.push(signal), controller.signal);
  return { signals, look };
}

let controller: AbortController;
beforeEach(() => {
  controller = new AbortController();
  go('/new');
  document.documentElement.dataset.buildId = 'c41f9e07';
});
afterEach(() => {
  controller.abort();
  document.body.innerHTML = '';
});

test('what has loaded, and where the user is', () => {
  const { signals, look } = watched();
  look();
  expect(signals).toMatchObject([
    { kind: 'page-loaded', document: 'app', status: 200, buildId: 'c41f9e07' },
    { kind: 'page-context', path: '/new', conversationId: null },
  ]);
});

test('we come later than the document: the time told is when it had been read', () => {
  const now = Date.now();
  vi.spyOn(performance, 'getEntriesByType').mockReturnValue([
    { responseStatus: 200, domContentLoadedEventStart: now - performance.timeOrigin - 700 },
  ] as unknown as PerformanceEntryList);
  const signals: Signal[] = [];
  const { look } = placeWatch((signal) => signals.push(signal), controller.signal);
  look();
  go('/login');
  look();
  for (const { at } of signals.slice(0, 2)) expect(Math.abs(at - (now - 700))).toBeLessThanOrEqual(1);
  for (const { at } of signals.slice(2)) expect(at).toBeGreaterThanOrEqual(now);
});

test('a place that is looked at because a message left is that of the message', () => {
  const { signals, look } = watched();
  look();
  document.body.innerHTML = '<button data-testid="model-selector-dropdown">Opus 4.8</button>';
  const sentAt = Date.now() - 3;
  look(sentAt);
  expect(signals.at(-1)).toMatchObject({ kind: 'page-context', at: sentAt, model: 'Opus 4.8' });
});

test('nothing new, nothing told', () => {
  const { signals, look } = watched();
  look();
  look();
  expect(signals).toHaveLength(2);
});

test('the first send gives the chat its address', () => {
  const { signals, look } = watched();
  look();
  go(`/chat/${ID}`);
  look();
  expect(signals.slice(2)).toMatchObject([{ kind: 'page-context', conversationId: ID }]);
});

test('a document that becomes another by itself was not sent anew: its status says nothing', () => {
  const { signals, look } = watched();
  look();
  go('/login');
  look();
  expect(signals.slice(2)).toMatchObject([
    { kind: 'page-loaded', document: 'login', status: null },
    { kind: 'page-context', path: '/login' },
  ]);
});

test('a failing document, known by its status alone', () => {
  const { signals, look } = watched(500);
  look();
  expect(signals[0]).toMatchObject({ kind: 'page-loaded', document: 'error', status: 500 });
});

test.each([null, 0])('a browser that does not tell the status (%s)', (status) => {
  const { signals, look } = watched(status);
  look();
  expect(signals[0]).toMatchObject({ document: 'app', status: null });
});

describe('the page comes back as it was left', () => {
  test('it is told anew, as of now; it was not sent anew', () => {
    const { signals, look } = watched();
    look();
    const now = Date.now();
    restore();
    expect(signals.slice(2)).toMatchObject([
      { kind: 'page-loaded', document: 'app', status: null, buildId: 'c41f9e07' },
      { kind: 'page-context', path: '/new' },
    ]);
    for (const { at } of signals.slice(2)) expect(at).toBeGreaterThanOrEqual(now);
    look();
    expect(signals).toHaveLength(4);
  });

  test.each([
    ['it has only loaded', false, true],
    ['the page made it up', true, false],
  ])('%s: nothing', (_, persisted, isTrusted) => {
    const { signals, look } = watched();
    look();
    restore(persisted, isTrusted);
    expect(signals).toHaveLength(2);
  });

  test('the extension is gone: nothing', () => {
    const { signals, look } = watched();
    look();
    controller.abort();
    restore();
    expect(signals).toHaveLength(2);
  });
});
