// @vitest-environment happy-dom
import { render } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';

vi.mock('@/utils/browser/i18n', () => import('../../words'));

const { Touched } = await import('@/components/popup/Touched');
const { clearSiteData } = await import('@/utils/fixes/clear-site-data');

const linesOf = (root: Element, name: string): (string | null)[] =>
  [...root.querySelectorAll(`[data-touched="${name}"] li`)].map(({ textContent }) => textContent);

test('names all that goes and all that stays', () => {
  const { container } = render(<Touched fix={clearSiteData} />);
  expect(linesOf(container, 'goes')).toHaveLength(clearSiteData.goes.length);
  expect(linesOf(container, 'stays')).toHaveLength(clearSiteData.stays.length);
  expect(linesOf(container, 'goes')).toContain('your sign-in to claude.ai');
});

test('nothing for a fix that removes nothing', () => {
  const { container } = render(<Touched fix={{}} />);
  expect(container.textContent).toBe('');
});
