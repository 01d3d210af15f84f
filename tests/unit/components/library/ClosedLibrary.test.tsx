// @vitest-environment happy-dom
import { cleanup, fireEvent, render } from '@testing-library/preact';
import { afterEach, expect, test, vi } from 'vitest';
import { ClosedLibrary } from '@/components/library/ClosedLibrary';
import { axeViolations } from '../axe';
import { find } from './given';

vi.mock('@/utils/browser/i18n', async () => import('../../words'));
afterEach(cleanup);

test('a library of a newer version says so, and offers nothing that could harm it', async () => {
  render(<ClosedLibrary why="newer" onAgain={() => undefined} />);
  expect(find('[role="alert"]').textContent).toContain('newer version of Lifeline');
  expect(document.querySelector('button')).toBeNull();
  expect(await axeViolations(document.body)).toEqual([]);
});

test('one that cannot be opened now can be tried again', () => {
  const onAgain = vi.fn();
  render(<ClosedLibrary why="other" onAgain={onAgain} />);
  expect(find('[role="alert"]').textContent).toContain("can't be opened right now");
  fireEvent.click(find('[data-action="open-again"]'));
  expect(onAgain).toHaveBeenCalledOnce();
});
