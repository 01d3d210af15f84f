// @vitest-environment happy-dom
import { cleanup, fireEvent, render } from '@testing-library/preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type IncidentsProps, IncidentsView } from '@/components/library/IncidentsView';
import { type TimelineFacts, timeline } from '@/utils/incidents/timeline';
import type { OfficialState, Range } from '@/utils/incidents/types';
import { failure } from '../../utils/failures/given';
import { DAY_MS, HOUR_MS, MINUTE_MS, NOW, own, past, work } from '../../utils/incidents/past';
import { axeViolations } from '../axe';
import { find } from './given';

vi.mock('@/utils/browser/i18n', async () => import('../../words'));
afterEach(cleanup);

const FULL: TimelineFacts = {
  failures: [failure(), failure({ at: NOW - 90_000, class: 'cut' }), failure({ at: NOW - 100_000 })],
  own: [own()],
  official: [
    past(),
    past({ id: 'x', title: '<img src=x onerror=alert(1)>', concernsChat: 'unclear', resolvedAt: null }),
  ],
  maintenance: [work()],
  hours: [
    { at: NOW - HOUR_MS, model: 'Opus 4.7', tries: 8, failed: 2 },
    { at: NOW - HOUR_MS, model: null, tries: 2, failed: 0 },
  ],
};
const EMPTY: TimelineFacts = { failures: [], own: [], official: [], maintenance: [], hours: [] };
const READ: OfficialState = {
  ...{ state: 'read', answeredAt: NOW - 5 * MINUTE_MS, from: NOW - 100 * DAY_MS, isPlanKnown: true },
};

const given = (
  facts: Partial<TimelineFacts> = {},
  more: Partial<IncidentsProps> = {},
  range: Range = 'day',
): IncidentsProps => ({
  range,
  timeline: timeline({ ...EMPTY, ...facts }, range, NOW),
  official: READ,
  uptime: null,
  reliability: null,
  newestFirst: true,
  news: null,
  clock: { now: NOW, locale: 'en', timeZone: 'UTC' },
  onRange: () => undefined,
  onSort: () => undefined,
  onReadAgain: () => undefined,
  onExport: () => undefined,
  ...more,
});
const rows = () =>
  [...document.querySelectorAll('table.happened tbody tr')].map((row) =>
    [...row.querySelectorAll('td')].map((cell) => cell.textContent),
  );
const lane = (id: string) => find(`[data-lane="${id}"] .track`);

describe('the table', () => {
  test('says all that the picture shows', () => {
    render(<IncidentsView {...given(FULL)} />);
    expect(rows()).toEqual([
      ['Nov 20, 5:00 PM', '2 hr', 'Official: maintenance', 'Database upgrade', '', 'concerned'],
      [
        'Nov 20, 1:58 PM',
        'a moment',
        'Your tabs',
        'Claude was overloaded, 2 times; The reply broke off',
        '',
        '',
      ],
      [
        'Nov 20, 12:00 PM',
        '60 min',
        'Official',
        'Elevated errors on Claude Opus 4.7minor',
        'Opus 4.7',
        'concerned',
      ],
      [
        'Nov 20, 12:00 PM',
        '2 hr so far',
        'Official',
        '<img src=x onerror=alert(1)>minor',
        'Opus 4.7',
        'unclear',
      ],
      [
        ...['Nov 20, 11:50 AM', '50 min', 'You: incident'],
        ...[
          'Claude is failing for some requests.529 · failures: 4Why we think so (1)4 of 5 tries failed',
          'Opus 4.7',
          '',
        ],
      ],
    ]);
    expect(document.querySelector('img')).toBeNull();
  });

  test('an end that nobody saw is "about"', () => {
    render(<IncidentsView {...given({ own: [own({ ending: 'assumed' })] })} />);
    expect(rows()[0]?.[1]).toBe('about 50 min');
  });

  test('turns round', () => {
    const onSort = vi.fn();
    render(<IncidentsView {...given(FULL, { newestFirst: false, onSort })} />);
    expect(rows()[0]?.[2]).toBe('You: incident');
    expect(find('th[aria-sort]').getAttribute('aria-sort')).toBe('ascending');
    fireEvent.click(find('[data-action="sort"]'));
    expect(onSort).toHaveBeenCalledOnce();
  });

  test('is long only on request', () => {
    const official = Array.from({ length: 60 }, (_, index) => past({ id: String(index) }));
    render(<IncidentsView {...given({ official })} />);
    expect(rows()).toHaveLength(40);
    fireEvent.click(find('[data-action="show-more"]'));
    expect(rows()).toHaveLength(60);
  });
});

describe('the picture', () => {
  test('one bar for each hour with failures, one span for each incident', () => {
    render(<IncidentsView {...given(FULL)} />);
    expect(document.querySelectorAll('[data-failures]')).toHaveLength(1);
    const spans = [...document.querySelectorAll('.lanes .span')].map((span) => [
      span.getAttribute('data-kind'),
      span.getAttribute('data-concerns') ?? span.getAttribute('data-severity'),
    ]);
    expect(spans).toEqual([
      ['own', 'claude'],
      ['official', 'yes'],
      ['official', 'unclear'],
    ]);
    expect(find('[data-planned]').textContent).toContain('Database upgrade');
  });

  test('a limit is not drawn as trouble of Claude’s', () => {
    render(<IncidentsView {...given({ own: [own({ verdict: 'limit' })] })} />);
    expect(find('[data-lane="own"] .span').dataset.severity).toBe('you');
  });

  test('where the official history ends is said', () => {
    render(<IncidentsView {...given(FULL, { official: { ...READ, from: NOW - 3 * HOUR_MS } })} />);
    expect(document.querySelectorAll('.unknown')).toHaveLength(1);
    expect(find('.picture').textContent).toContain('Not known before Nov 20, 11:00 AM');
  });
});

describe('nothing to show', () => {
  test('in plain words', () => {
    render(<IncidentsView {...given()} />);
    expect(lane('failures').textContent).toBe('Nothing has failed in this time.');
    expect(lane('official').textContent).toBe('None in this time.');
    expect(lane('maintenance').textContent).toBe('None announced.');
    expect(find('main').textContent).toContain('No message of yours was counted in this time.');
    expect(find('main').textContent).toContain('Nothing happened in this time that is known here.');
  });

  test.each([
    ['reading', null, 'Reading the official history…', 'Reading the official history…'],
    ['unreadable', null, 'Not known', 'nothing is known of official incidents'],
    ['off', null, 'Not known', 'switched off in the settings, so nothing is known'],
    ['unreadable', NOW - 2 * HOUR_MS, '', "can't be read right now. What you see of it is from 2 hr. ago"],
    ['off', NOW - 2 * HOUR_MS, '', 'switched off in the settings. What you see of it is from 2 hr. ago'],
  ] as const)('%s, last read %s: never "none"', (state, answeredAt, inLane, above) => {
    const official = { state, answeredAt, from: null, isPlanKnown: false };
    render(<IncidentsView {...given({}, { official })} />);
    expect(lane('official').textContent).toBe(inLane);
    expect(lane('maintenance').textContent).toBe('Not known');
    expect(find('[data-official]').textContent).toContain(above);
  });
});

test('how often messages fail: in all, by the hour, by model', () => {
  render(<IncidentsView {...given(FULL)} />);
  expect(find('[data-rate]').textContent).toBe('2 of 10 failed (20%)');
  const cells = (selector: string) =>
    [...document.querySelectorAll(`${selector} > *`)].map((cell) => cell.textContent).slice(0, 5);
  expect(cells('[data-model="Opus 4.7"]')).toEqual(['Opus 4.7', '8', '2', '25%', '']);
  expect(cells('[data-model=""]')).toEqual(['Not known', '2', '0', '0%', '']);
  expect(cells('[data-slot]:last-of-type')).toEqual(['Nov 20, 1:00 PM', '10', '2', '20%', '3']);
});

test('how reliable: each figure since it is known, and none that rests on nothing', () => {
  const { rerender } = render(<IncidentsView {...given()} />);
  expect(document.querySelector('[data-figure] strong')).toBeNull();
  const uptime = { share: 0.99967, from: NOW - 60 * DAY_MS };
  const reliability = { tries: 1_200, failed: 6, from: NOW - 10 * DAY_MS };
  rerender(<IncidentsView {...given({}, { uptime, reliability })} />);
  expect(find('[data-figure="uptime"]').textContent).toMatch(/^99.9% of the time .* since Sep 21$/);
  expect(find('[data-figure="own"]').textContent).toMatch(/^99.5% of your messages .*1,200 since Nov 10/);
});

test('a range, a file and another try at the click', () => {
  const on = { onRange: vi.fn(), onExport: vi.fn(), onReadAgain: vi.fn() };
  const official = { ...READ, state: 'unreadable' as const };
  render(<IncidentsView {...given({}, { ...on, official })} />);
  fireEvent.click(find('input[value="quarter"]'));
  fireEvent.click(find('[data-action="export-csv"]'));
  fireEvent.click(find('[data-action="export-json"]'));
  fireEvent.click(find('[data-action="read-again"]'));
  expect(on.onRange).toHaveBeenCalledWith('quarter');
  expect(on.onExport.mock.calls).toEqual([['csv'], ['json']]);
  expect(on.onReadAgain).toHaveBeenCalledOnce();
});

test.each(['day', 'week', 'month', 'quarter'] as const)('%s: axe has nothing to say', async (range) => {
  render(<IncidentsView {...given(FULL, {}, range)} />);
  expect(await axeViolations(document.body)).toEqual([]);
});
