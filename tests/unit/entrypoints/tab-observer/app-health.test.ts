// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { appHealth } from '@/entrypoints/tab-observer/app-health';
import type { Signal } from '@/utils/signals/types';
import { a } from '../../utils/signals/given';

const COMPOSER = '<div data-testid="chat-input" contenteditable="true"></div>';
const EMPTY = '<div id="root"></div>';
const SCRIPT = 'https://claude.ai/assets/index-4f2a91.js';

let controller: AbortController;
let entries: { name: string; responseStatus: number }[];
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

function watched() {
  const told: unknown[] = [];
  const report = (signal: Signal) =>
    told.push(
      signal.kind === 'app-health' ? [signal.state, ...(signal.status ? [signal.status] : [])] : signal,
    );
  const health = appHealth(report, controller.signal);
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
    [
      'its scripts are under way',
      () => document.head.insertAdjacentHTML('beforeend', `<link rel="modulepreload" href="${SCRIPT}">`),
    ],
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

  test('a part of it is missing: sooner, and with its status', () => {
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
    ['and it is missing again', 6_000, 404, [['chunk-failed', 404]]],
    ['and it is there', 6_000, 200, []],
    ['an hour ago', 3_600_000, 404, []],
  ])('the page has reloaded itself before we came, %s', (_, agoMs, responseStatus, expected) => {
    sessionStorage.setItem('spa_preload_reload_at', String(Date.now() - agoMs));
    entries = [{ name: SCRIPT, responseStatus }];
    document.body.innerHTML = COMPOSER;
    const { told } = watched();
    vi.advanceTimersByTime(30_000);
    expect(told).toEqual(expected);
  });

  test('without a network it says nothing', () => {
    const { told } = watched();
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    fail();
    vi.advanceTimersByTime(30_000);
    expect(told).toEqual([]);
  });
});
