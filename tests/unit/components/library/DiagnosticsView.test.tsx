// @vitest-environment happy-dom
import { cleanup, fireEvent, render } from '@testing-library/preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type DiagnosticsProps, DiagnosticsView } from '@/components/library/DiagnosticsView';
import { FAILURE_CLASSES, PLACES } from '@/utils/failures/types';
import { failure, NOW } from '../../utils/failures/given';
import { axeViolations } from '../axe';
import { find } from './given';

vi.mock('@/utils/browser/i18n', async () => import('../../words'));
afterEach(cleanup);

const given = (more: Partial<DiagnosticsProps> = {}): DiagnosticsProps => ({
  failures: [failure()],
  shown: 50,
  tallies: [{ class: 'overloaded', day: 1, week: 3 }],
  hooks: [],
  detectors: [],
  buildId: 'c41f9e07',
  extensionVersion: '0.1.0',
  news: null,
  clock: { now: NOW, locale: 'en', timeZone: 'UTC' },
  onShowMore: () => undefined,
  onSaveLog: () => undefined,
  onClearLog: () => undefined,
  ...more,
});

const hooks = [{ hook: 'composer', buildId: 'c41f9e07', firstSeen: NOW - 60_000 }];
const detectors = [{ detector: 'offline', version: '0.1.0', firstSeen: NOW - 60_000 }];
const empty = { failures: [], tallies: [], hooks: [], detectors: [] };
const cells = () => [...document.querySelectorAll('[data-failure] td')].map((cell) => cell.textContent);

describe('a row', () => {
  test('says in words what failed, with its codes', () => {
    render(<DiagnosticsView {...given()} />);
    expect(cells()).toEqual([
      '1:59 PM',
      'Claude was overloadedoverloaded_error',
      '529',
      'A messagelegacy',
      'Sonnet 4.6',
      '640 ms',
      'tried again 2× · showed an error and “Try again” · gave up',
      '9f1a2b3c4d5e6f70-FRA',
    ]);
    expect(find('[data-failure="overloaded"] time').getAttribute('datetime')).toBe(
      new Date(NOW - 60_000).toISOString(),
    );
  });

  test('of what is not known it says nothing', () => {
    const bare = { status: null, errorType: null, protocol: null, model: null, latencyMs: null, ray: null };
    const page = { retries: 0, said: 'nothing', end: 'none' } as const;
    const hung = failure({ ...bare, class: 'hung', where: 'tab', silentMs: 42_400, page });
    render(<DiagnosticsView {...given({ failures: [hung] })} />);
    expect(cells().slice(1)).toEqual(['The tab hung', '', 'The tab', '', '42 sec', 'nothing seen', '']);
  });

  test('every class and every place has words', () => {
    const failures = [
      ...FAILURE_CLASSES.map((id, at) => failure({ class: id, at })),
      ...PLACES.map((where, at) => failure({ where, at: 100 + at })),
    ];
    render(<DiagnosticsView {...given({ failures })} />);
    const words = [...document.querySelectorAll('[data-failure] td[data-label="Failure"] strong')];
    expect(words.filter((one) => !one.textContent)).toEqual([]);
    const classes = words.slice(0, FAILURE_CLASSES.length).map((one) => one.textContent);
    expect(new Set(classes).size).toBe(FAILURE_CLASSES.length);
    const where = [...document.querySelectorAll('[data-failure] td[data-label="Where"]')];
    expect(where.filter((one) => one.textContent === 'legacy')).toEqual([]);
  });
});

test('more rows come when asked for', () => {
  const onShowMore = vi.fn();
  const failures = Array.from({ length: 120 }, (_, index) => failure({ at: NOW - index }));
  const { rerender } = render(<DiagnosticsView {...given({ failures, onShowMore })} />);
  expect(document.querySelectorAll('[data-failure]')).toHaveLength(50);
  expect(find('[data-action="show-more"]').textContent).toBe('Show more (70 left)');
  fireEvent.click(find('[data-action="show-more"]'));
  expect(onShowMore).toHaveBeenCalledOnce();
  rerender(<DiagnosticsView {...given({ failures, shown: 150 })} />);
  expect(document.querySelectorAll('[data-failure]')).toHaveLength(120);
  expect(document.querySelector('[data-action="show-more"]')).toBeNull();
});

test('counts, build and version', () => {
  render(<DiagnosticsView {...given()} />);
  expect([...document.querySelectorAll('[data-tally] > *')].map((cell) => cell.textContent)).toEqual([
    'Claude was overloaded',
    '1',
    '3',
  ]);
  expect(find('.top').textContent).toContain('Lifeline 0.1.0');
  expect(find('[data-build]').textContent).toBe('c41f9e07');
});

test('what Lifeline lacks: hooks with their build, detectors with their version', () => {
  render(<DiagnosticsView {...given({ hooks, detectors })} />);
  expect(find('[data-hook="composer"]').textContent).toBe(
    'composer could not be found on the page since build c41f9e07, first seen 1:59 PM',
  );
  expect(find('[data-detector="offline"]').textContent).toBe(
    'offline broke in version 0.1.0, first seen 1:59 PM',
  );
});

test('an empty log is one calm sentence, and there is nothing to save or clear', () => {
  const onClearLog = vi.fn();
  render(<DiagnosticsView {...given({ ...empty, onClearLog })} />);
  expect(document.querySelectorAll('main p')).toHaveLength(1);
  expect(find('main').textContent).toMatch(/^Nothing is logged\./);
  expect(find('[data-action="save-log"]').hasAttribute('disabled')).toBe(true);
  fireEvent.click(find('[data-action="clear-log"]'));
  expect(document.querySelector('[data-action="confirm"]')).toBeNull();
});

describe('clearing asks in place', () => {
  test('nothing happens before the answer, and "no" has the focus', () => {
    const onClearLog = vi.fn();
    render(<DiagnosticsView {...given({ onClearLog })} />);
    fireEvent.click(find('[data-action="clear-log"]'));
    expect(document.activeElement?.getAttribute('data-action')).toBe('cancel');
    fireEvent.click(find('[data-action="cancel"]'));
    expect(document.activeElement?.getAttribute('data-action')).toBe('clear-log');
    expect(onClearLog).not.toHaveBeenCalled();
  });

  test('yes clears, once', () => {
    const onClearLog = vi.fn();
    render(<DiagnosticsView {...given({ onClearLog })} />);
    fireEvent.click(find('[data-action="clear-log"]'));
    fireEvent.click(find('[data-action="confirm"]'));
    expect(onClearLog).toHaveBeenCalledOnce();
  });
});

test('the log is saved at a click', () => {
  const onSaveLog = vi.fn();
  render(<DiagnosticsView {...given({ onSaveLog })} />);
  fireEvent.click(find('[data-action="save-log"]'));
  expect(onSaveLog).toHaveBeenCalledOnce();
});

test('names from the page are text', () => {
  const errorType = '<img src=x onerror=alert(1)>';
  render(<DiagnosticsView {...given({ failures: [failure({ errorType })] })} />);
  expect(document.querySelector('img')).toBeNull();
});

test.each([
  ['full', given({ hooks, detectors })],
  ['empty', given(empty)],
  ['more to show', given({ shown: 0, news: 'log-saved' })],
  ['being read', given({ failures: null })],
])('no barrier when %s', async (_name, props) => {
  const { container } = render(<DiagnosticsView {...props} />);
  expect(await axeViolations(container)).toEqual([]);
});

test('no barrier while it asks', async () => {
  const { container } = render(<DiagnosticsView {...given()} />);
  fireEvent.click(find('[data-action="clear-log"]'));
  expect(await axeViolations(container)).toEqual([]);
});
