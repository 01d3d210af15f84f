// @vitest-environment happy-dom
import { cleanup, fireEvent, render } from '@testing-library/preact';
import { afterEach, expect, test, vi } from 'vitest';
import { type DraftsProps, DraftsView } from '@/components/library/DraftsView';
import type { KeptRow } from '@/utils/drafts/types';
import { axeViolations } from '../axe';
import { find } from './given';

vi.mock('@/utils/browser/i18n', async () => import('../../words'));
afterEach(cleanup);

const row = (more: Partial<KeptRow> = {}): KeptRow => ({
  id: { what: 'draft', name: 'typing:new:7:p' },
  kind: 'typing',
  text: 'How tall\nis <b>it</b>?',
  attachments: ['plan.pdf'],
  conversationId: null,
  isPrivate: false,
  at: 1_000,
  ...more,
});
const half = row({
  id: { what: 'half', name: 'c1' },
  kind: 'half',
  text: 'It is',
  attachments: [],
  conversationId: 'c1',
});
const given = (more: Partial<DraftsProps> = {}): DraftsProps => ({
  rows: [row(), half, row({ id: { what: 'draft', name: 'x' }, isPrivate: true, text: '' })],
  news: null,
  clock: { now: 61_000, locale: 'en', timeZone: 'UTC' },
  onCopy: () => undefined,
  onDelete: () => undefined,
  ...more,
});

test('each with its text as it was, where it belongs, and the files that are missing', () => {
  render(<DraftsView {...given()} />);
  expect(find('[data-kept="typing"] pre').textContent).toBe('How tall\nis <b>it</b>?');
  expect(find('[data-kept="typing"]').textContent).toContain('plan.pdf');
  expect(find('[data-kept="half"] a').getAttribute('href')).toBe('https://claude.ai/chat/c1');
  expect(document.querySelectorAll('pre')).toHaveLength(2);
});

test('is copied at a click', () => {
  const onCopy = vi.fn();
  render(<DraftsView {...given({ onCopy })} />);
  fireEvent.click(find('[data-kept="half"] [data-action="copy"]'));
  expect(onCopy).toHaveBeenCalledWith(half);
});

test('is deleted after a question, and not before', () => {
  const onDelete = vi.fn();
  render(<DraftsView {...given({ onDelete })} />);
  fireEvent.click(find('[data-kept="half"] [data-action="delete"]'));
  expect(onDelete).not.toHaveBeenCalled();
  fireEvent.click(find('[data-kept="half"] [data-action="confirm"]'));
  expect(onDelete).toHaveBeenCalledWith(half);
});

test('says that there is nothing, but not before it knows', () => {
  const { rerender } = render(<DraftsView {...given({ rows: null })} />);
  expect(document.querySelector('.empty')).toBeNull();
  rerender(<DraftsView {...given({ rows: [] })} />);
  expect(document.querySelector('.empty')).not.toBeNull();
});

test.each<DraftsProps['news']>([null, 'copied', 'not-copied', 'deleted', 'not-deleted'])(
  'nobody is shut out (%s)',
  async (news) => {
    render(<DraftsView {...given({ news })} />);
    expect(await axeViolations(document.body)).toEqual([]);
  },
);

test('what a newer version has written is said to be there', () => {
  const { rerender } = render(<DraftsView {...given()} />);
  expect(document.querySelector('[data-newer]')).toBeNull();
  rerender(<DraftsView {...given({ isNewer: true })} />);
  expect(find('[data-newer]').textContent).toContain('newer version of Lifeline');
});
