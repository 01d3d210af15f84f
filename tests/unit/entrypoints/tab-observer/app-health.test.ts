// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { appHealth } from '@/entrypoints/tab-observer/app-health';
import type { Signal } from '@/utils/signals/types';
import { a } from '../../utils/signals/given';
import { restore } from './restored';

const COMPOSER = '<div data-testid="chat-input" contenteditable="true"></div>';
const EMPTY = '<div id="root"></div>';
const SCRIPT = 'https://claude.ai/assets/index-4f2a91.js';
const NAMED = `<link rel="modulepreload" href="${SCRIPT}">`;
const TELEMETRY = 'https://s-cdn.anthropic.com/s.js';
/** ms after the document began. */
const since = (epochMs: number): number => epochMs - performance.timeOrigin;

let controller: AbortController;
let entries: { name: string; responseStatus: number; responseEnd?: number }[];
beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  controller = new AbortController();
  entries = [];
  vi.spyOn(performance, 'getEntriesByType').mockImplementation(() => entries as never);
  vi.spyOn(document, 'readyState', 'get').mockReturnValue('complete');
  history.replaceState(null, '', '/new');
  document.body.innerHTML = EMPTY;
});
afterEach(() => {
  controller.abort();
  vi.useRealTimers();
  sessionStorage.clear();
  document.head.replaceChildren();
  document.body.replaceChildren();
});

function watched(chunkFailedAt: number | null = null) {
  const told: unknown[] = [];
  const report = (signal: Signal) =>
    told.push(
      signal.kind === 'app-health' ? [signal.state, ...(signal.status ? [signal.status] : [])] : signal,
    );
  const health = appHealth(report, controller.signal, chunkFailedAt);
  return {
    told,
    ...health,
    /** The page is looked at as often as the tab beats. */
    pass: (seconds: number) => {
      for (let passed = 0; passed < seconds; passed += 5) {
        health.look();
        vi.advanceTimersByTime(5_000);
      }
      health.look();
    },
  };
}

describe('an app that does not come up', () => {
  test('is blank after 10 s, and not before', () => {
    const { told, pass } = watched();
    pass(5);
    expect(told).toEqual([]);
    pass(5);
    expect(told).toEqual([['blank']]);
  });

  test('comes up after all', () => {
    const { told, pass } = watched();
    pass(10);
    document.body.innerHTML = COMPOSER;
    pass(5);
    expect(told).toEqual([['blank'], ['well']]);
  });

  test('goes blank later', () => {
    document.body.innerHTML = COMPOSER;
    const { told, pass } = watched();
    pass(60);
    document.body.innerHTML = EMPTY;
    pass(10);
    expect(told).toEqual([['well'], ['blank']]);
  });

  test.each([
    ['its scripts are under way', () => document.head.insertAdjacentHTML('beforeend', NAMED)],
    ['the document is', () => vi.spyOn(document, 'readyState', 'get').mockReturnValue('interactive')],
  ])('%s: 30 s', (_, given) => {
    given();
    const { told, pass } = watched();
    pass(25);
    expect(told).toEqual([]);
    pass(5);
    expect(told).toEqual([['blank']]);
  });

  test('its first call is unanswered: 30 s', () => {
    const { told, pass, heard } = watched();
    heard(a('request-started', 0, { endpoint: 'session' }));
    pass(25);
    expect(told).toEqual([]);
    heard(a('response-received', 0, { endpoint: 'session' }));
    pass(5);
    expect(told).toEqual([['blank']]);
  });

  test('the same answer twice ends no other call', () => {
    const { told, pass, heard } = watched();
    heard(a('request-started', 0, { endpoint: 'session', id: 'lx-1' }));
    heard(a('request-started', 0, { endpoint: 'list', id: 'lx-2' }));
    heard(a('response-received', 0, { endpoint: 'session', id: 'lx-1' }));
    heard(a('response-received', 0, { endpoint: 'session', id: 'lx-1' }));
    pass(25);
    expect(told).toEqual([]);
  });

  test('an answer that got lost holds it up no longer than a slow one', () => {
    const { told, pass, heard } = watched();
    document.body.innerHTML = COMPOSER;
    heard(a('request-started', 0, { endpoint: 'session' }));
    pass(60);
    document.body.innerHTML = EMPTY;
    pass(10);
    expect(told).toEqual([['well'], ['blank']]);
  });

  test('a script that the document does not name may be missing: the app has its whole time', () => {
    entries = [{ name: TELEMETRY, responseStatus: 404 }];
    const { told, pass } = watched();
    pass(5);
    expect(told).toEqual([]);
    pass(5);
    expect(told).toEqual([['blank']]);
  });

  test('a part of it is missing: sooner, and with its status', () => {
    document.head.innerHTML = NAMED;
    entries = [{ name: SCRIPT, responseStatus: 404 }];
    const { told, pass } = watched();
    pass(5);
    expect(told).toEqual([['chunk-failed', 404]]);
  });

  test('time in which nobody looked does not count', () => {
    const { told, look } = watched();
    look();
    vi.advanceTimersByTime(600_000);
    look();
    expect(told).toEqual([]);
  });

  test.each(['/login', '/share/x', '/oauth/callback'])('elsewhere: %s', (path) => {
    history.replaceState(null, '', path);
    const { told, pass } = watched();
    pass(60);
    expect(told).toEqual([]);
  });
});

describe('a part that could not be loaded', () => {
  const fail = () => window.dispatchEvent(new Event('vite:preloadError'));

  test('is told when the page does not help itself', () => {
    document.body.innerHTML = COMPOSER;
    const { told, pass } = watched();
    fail();
    vi.advanceTimersByTime(2_000);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(2_000);
    expect(told).toEqual([['chunk-failed']]);
    pass(30); // what is to be seen is an old page
    expect(told).toEqual([['chunk-failed']]);
  });

  test('while the page reloads itself it is given its time', () => {
    const { told } = watched();
    sessionStorage.setItem('spa_preload_reload_at', String(Date.now()));
    fail();
    vi.advanceTimersByTime(15_000);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(10_000);
    expect(told).toEqual([['chunk-failed']]);
  });

  test('it has reloaded itself a moment ago, and will not again', () => {
    const { told } = watched();
    sessionStorage.setItem('spa_preload_reload_at', String(Date.now() - 6_000));
    fail();
    vi.advanceTimersByTime(4_000);
    expect(told).toEqual([['chunk-failed']]);
  });

  test.each([
    ['has failed with it', 1_000, 404, [['chunk-failed', 404]]],
    ['failed long before', 60_000, 503, [['chunk-failed']]],
  ])('a script that %s', (_, agoMs, responseStatus, expected) => {
    document.body.innerHTML = COMPOSER;
    entries = [{ name: SCRIPT, responseStatus, responseEnd: since(Date.now() - agoMs) }];
    const { told } = watched();
    fail();
    vi.advanceTimersByTime(5_000);
    expect(told).toEqual(expected);
  });

  test('before we came: it is told all the same', () => {
    document.body.innerHTML = COMPOSER;
    const { told } = watched(Date.now() - 2_500);
    vi.advanceTimersByTime(5_000);
    expect(told).toEqual([['chunk-failed']]);
  });

  test('before we came, in a page that reloads itself: it has its time', () => {
    sessionStorage.setItem('spa_preload_reload_at', String(Date.now() - 2_400));
    const { told } = watched(Date.now() - 2_500);
    vi.advanceTimersByTime(15_000);
    expect(told).toEqual([]);
  });

  test('where storage is blocked', () => {
    document.body.innerHTML = COMPOSER;
    vi.spyOn(window, 'sessionStorage', 'get').mockImplementation(() => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    });
    const { told, pass } = watched();
    fail();
    pass(5);
    vi.restoreAllMocks();
    expect(told).toEqual([['well'], ['chunk-failed']]);
  });

  test('the page comes back from the cache of the browser: it is told anew', () => {
    document.body.innerHTML = COMPOSER;
    const { told, pass } = watched();
    pass(5);
    restore();
    pass(5);
    expect(told).toEqual([['well'], ['well']]);
    fail();
    vi.advanceTimersByTime(4_000);
    restore();
    expect(told.slice(2)).toEqual([['chunk-failed'], ['chunk-failed']]);
  });

  test('without a network it says nothing', () => {
    const { told } = watched();
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    fail();
    vi.advanceTimersByTime(30_000);
    expect(told).toEqual([]);
  });
});
