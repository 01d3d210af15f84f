// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/preact';
import { afterEach, expect, it, vi } from 'vitest';
import { PopupView } from '@/components/popup/PopupView';
import { BY_VERDICT, chain } from '@/components/popup/situations';
import { LOUD_CROWDS, official, officialWith, openIncident } from '@/components/popup/witnesses';
import type { TabView } from '@/utils/messaging/tab-view';
import { all, find, given } from './given';

vi.mock('@/utils/browser/i18n', async () => import('../../words'));
afterEach(cleanup);

const before = BY_VERDICT.degraded;
const props = given();
const shown = (first: TabView) => {
  const { rerender } = render(<PopupView {...props} view={first} />);
  return (next: TabView) => rerender(<PopupView {...props} view={next} />);
};

/** What the outside adds while somebody is about to press. */
const later: TabView = {
  ...before,
  verdict: {
    ...before.verdict,
    reason: 'crowd_agrees',
    hops: chain('session'),
    evidence: [
      { from: 'tab', key: 'banner_shown', values: [], at: null },
      ...before.verdict.evidence,
      { from: 'hacker-news', key: 'crowd_trouble', values: [], at: null },
    ],
  },
  witnesses: [
    officialWith('trouble', [openIncident('Errors'), openIncident('More', { id: 'b' })]),
    ...LOUD_CROWDS,
  ],
};

it('fresher facts move and remake nothing that can be pressed, and the focus stays', () => {
  const update = shown({ ...before, witnesses: [official('unknown')] });
  const pressable = all('button, a, summary, [data-source], [data-hop], [data-fix]');
  const button = find('[data-recommended] button');
  button.focus();
  update(later);
  expect(find('[data-source="hacker-news"]').dataset.state).toBe('trouble');
  expect(all('button, a, summary, [data-source], [data-hop], [data-fix]')).toEqual(pressable);
  expect(document.activeElement).toBe(button);
});

it('what the user has opened stays open, and what is closed stays closed', () => {
  const update = shown(before);
  find('.community').toggleAttribute('open', true);
  find('.why').toggleAttribute('open', false);
  update(later);
  expect(find('.community').hasAttribute('open')).toBe(true);
  expect(find('.why').hasAttribute('open')).toBe(false);
});

it('nothing comes or goes above the button while the verdict is the same', () => {
  const above = () =>
    all('header > div > *, .fixes > *').map(({ className, tagName }) => `${tagName}.${className}`);
  const update = shown(before);
  const places = above();
  update(later);
  expect(above()).toEqual(places);
});

it('news stand below the button', () => {
  const update = shown(before);
  update({ ...before, pageRetry: { attempt: 2, of: 3 } });
  const position = find('[data-recommended]').compareDocumentPosition(find('.news'));
  expect(position & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
});

it('the focus goes along with a fix that moves up, and gets lost with one that goes', () => {
  const update = shown(before);
  find('[data-fix="reload-tab"] button').focus();
  update({ ...before, fixes: ['reload-tab', 'new-chat'] });
  expect(document.activeElement).toBe(find('[data-recommended] button'));
  expect(find('[data-recommended]').dataset.fix).toBe('reload-tab');
  update({ ...before, fixes: ['new-chat'] });
  expect(document.activeElement).not.toBe(find('[data-fix="new-chat"] button'));
});
