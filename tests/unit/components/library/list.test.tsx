// @vitest-environment happy-dom
import { cleanup, fireEvent, render } from '@testing-library/preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { LibraryView } from '@/components/library/LibraryView';
import { windowOf } from '@/components/library/list-window';
import { axeViolations } from '../axe';
import { find, given, row } from './given';

vi.mock('@/utils/browser/i18n', async () => import('../../words'));
afterEach(cleanup);

const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => row({ conversationId: `c${index}`, title: `Chat ${index}` }));
const all = (selector: string): readonly string[] =>
  [...document.querySelectorAll(selector)].map((one) => one.textContent ?? '');

describe('a window of a long list', () => {
  test.each([
    [300, 0, { from: 0, to: 300 }],
    [301, 0, { from: 0, to: 75 }],
    [10_000, 560_000, { from: 9_945, to: 10_000 }],
    [10_000, 56 * 5_000, { from: 4_980, to: 5_055 }],
  ])('%i rows, scrolled by %i px', (count, scrolled, seen) => {
    expect(windowOf(count, 56, scrolled, 840)).toEqual(seen);
  });

  test('every row that can be seen is in it, wherever the list stands', () => {
    for (let scrolled = 0; scrolled < 10_000 * 56; scrolled += 997) {
      const { from, to } = windowOf(10_000, 56, scrolled, 840);
      expect(from * 56).toBeLessThanOrEqual(scrolled);
      expect(to * 56).toBeGreaterThanOrEqual(Math.min(10_000 * 56, scrolled + 840));
      expect(to - from).toBeLessThan(200);
    }
  });

  test('the page holds some rows of ten thousand, each with its place', () => {
    render(<LibraryView {...given({ rows: rows(10_000) })} />);
    const shown = document.querySelectorAll('[data-conversation]');
    expect(shown.length).toBeLessThan(200);
    expect(shown[0]?.getAttribute('aria-posinset')).toBe('1');
    expect(shown[0]?.getAttribute('aria-setsize')).toBe('10000');
  });
});

describe('a row', () => {
  test('says when claude.ai has deleted it, and when something may be missing', () => {
    render(<LibraryView {...given({ rows: [row({ whole: false }, { goneAt: 1 })] })} />);
    expect(all('.tag')).toEqual(['Deleted on claude.ai', 'May be incomplete']);
  });

  test('marks what was searched for, near enough to be seen', () => {
    const text = `${'word '.repeat(20)}boat, and more`;
    const hit = {
      conversationId: 'c',
      titleMarks: [[10, 14]] as const,
      excerpts: [{ text, marks: [[100, 104]] as const }],
    };
    render(<LibraryView {...given({ query: 'boat', rows: [row({ title: 'Names for boat' }, { hit })] })} />);
    expect(all('.row mark')).toEqual(['boat', 'boat']);
    expect(find('.excerpt').textContent).toBe('… word word word boat, and more');
    expect(find('.title').textContent).toBe('Names for boat');
  });

  test('rows that come into view without their words ask for them', () => {
    const onSeen = vi.fn();
    const bare = row({}, { hit: { conversationId: 'c', titleMarks: [], excerpts: [] } });
    render(<LibraryView {...given({ query: 'boat', rows: [bare], onSeen })} />);
    expect(onSeen.mock.calls).toEqual([[[bare.snapshot.conversationId]]]);
  });
});

describe('filters', () => {
  const choices = {
    projects: [{ id: 'p1', name: 'Garden' }],
    models: ['claude-opus-4-7'],
    sources: ['api', 'dom'] as const,
  };

  test.each([
    ['project', 'p1'],
    ['project', 'none'],
    ['model', 'claude-opus-4-7'],
    ['source', 'dom'],
    ['from', '2026-11-01'],
    ['to', '2026-11-02'],
  ])('%s narrows the list to %s', (name, value) => {
    const onFilter = vi.fn();
    render(<LibraryView {...given({ choices, onFilter })} />);
    fireEvent.change(find(`.filters [name="${name}"]`), { target: { value } });
    expect(onFilter.mock.calls).toEqual([[{ [name]: value }]]);
  });

  test('where copies are from is said in words', () => {
    render(<LibraryView {...given({ choices })} />);
    expect(all('[name="source"] option')).toEqual(['Any', 'claude.ai', 'What the page showed']);
  });

  test('what they leave is counted, can be saved as it is, and all taken off at once', () => {
    const [onSaveSome, onFilter] = [vi.fn(), vi.fn()];
    const filters = { project: '', model: 'claude-opus-4-7', source: '', from: '', to: '' };
    const use = { conversations: 9, versions: 9, bytes: 1 };
    const props = given({ choices, filters, use, onSaveSome, onFilter });
    render(<LibraryView {...props} />);
    expect(find('.tally').textContent).toBe('1 of 9');
    expect(find('.filters summary').textContent).toBe('Filters: 1');
    fireEvent.click(find('[data-action="save-found"]'));
    fireEvent.click(find('[data-action="clear-filters"]'));
    expect(onSaveSome.mock.calls).toEqual([[[props.rows?.[0]?.snapshot.conversationId]]]);
    expect(onFilter.mock.calls).toEqual([[{ project: '', model: '', source: '', from: '', to: '' }]]);
  });

  test('filters that fit nothing say so', () => {
    const filters = { project: '', model: 'x', source: '', from: '', to: '' };
    render(<LibraryView {...given({ rows: [], filters })} />);
    expect(find('.empty').textContent).toBe('No saved conversation fits these filters.');
  });

  test('no barrier', async () => {
    const { container } = render(<LibraryView {...given({ choices, query: 'x' })} />);
    expect(await axeViolations(container)).toEqual([]);
  });
});
