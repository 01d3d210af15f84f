// @vitest-environment happy-dom
import { cleanup, fireEvent, render, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { HelpView } from '@/components/library/HelpView';
import { type PlaybookProps, PlaybookView } from '@/components/library/PlaybookView';
import { BY_VERDICT } from '@/components/popup/situations';
import { PLAY_EXAMPLES, STEP_EXAMPLES } from '@/components/popup/step-examples';
import { NOW } from '@/components/popup/witnesses';
import type { TabView } from '@/utils/messaging/tab-view';
import { axeViolations } from '../axe';
import { all, find, given as popupGiven } from '../popup/given';

vi.mock('@/utils/browser/i18n', async () => import('../../words'));
afterEach(cleanup);

const given = (view: TabView | null): PlaybookProps => ({
  ...popupGiven(),
  view,
  clock: { now: NOW, locale: 'en-GB' },
});
const played = (name: string) => PLAY_EXAMPLES[name] ?? null;

describe.each([...Object.entries(PLAY_EXAMPLES), ...Object.entries(BY_VERDICT)])('%s', (_, view) => {
  test('shows one fix, and breaks no rule of axe', async () => {
    const { container } = render(<PlaybookView {...given(view)} />);
    expect(all('[data-fix]').length).toBeLessThanOrEqual(1);
    expect(all('.primary').length).toBeLessThanOrEqual(1);
    expect(await axeViolations(container)).toEqual([]);
  });
});

test('the next fix is offered, and can be skipped', () => {
  const props = given(played('play-next'));
  render(<PlaybookView {...props} />);
  expect(find('.phase').textContent).toBe('Try this next.');
  expect(find('[data-fix]').dataset.fix).toBe('reload-tab');
  fireEvent.click(find('[data-action="skip"]'));
  expect(vi.mocked(props.onTell).mock.calls).toEqual([[{ skipped: 'reload-tab' }]]);
});

test('while it is open whether a fix has helped, no other is offered', () => {
  const props = given(played('play-asking'));
  render(<PlaybookView {...props} />);
  expect(document.querySelector('[data-fix]')).toBeNull();
  fireEvent.click(find('[data-action="not-helped"]'));
  expect(vi.mocked(props.onTell).mock.calls).toEqual([[{ helped: false }]]);
});

test('what came of each is on record, with its time', () => {
  render(<PlaybookView {...given(played('play-next'))} />);
  expect(all('.tried-list li').map(({ textContent }) => textContent)).toEqual([
    expect.stringMatching(/^Try againIt didn't help\.\d/),
  ]);
  expect(all('.tried-list time[datetime]')).toHaveLength(1);
});

test('a step that needs the user is done here too', async () => {
  render(<PlaybookView {...given(STEP_EXAMPLES['show-steps'] ?? null)} />);
  await waitFor(() => expect(find('[data-step="show-steps"] [data-action="step-done"]')).not.toBeNull());
  expect(document.querySelector('[data-action="skip"]')).toBeNull();
});

test('says so when nothing has to be fixed, or no tab is open', () => {
  render(<PlaybookView {...given(BY_VERDICT.ok)} />);
  expect(find('.now').textContent).toBe('Nothing has to be fixed.');
  cleanup();
  render(<PlaybookView {...given({ ...BY_VERDICT.ok, tabId: null })} />);
  expect(find('.now').textContent).toBe('No claude.ai tab is open.');
});

test('the help page has a heading and a sentence for each advice', async () => {
  const { container } = render(<HelpView statusPage="https://status.example/" />);
  expect(await axeViolations(container)).toEqual([]);
  expect(all('[data-help]').length).toBeGreaterThan(8);
  for (const advice of all('[data-help]')) {
    expect(advice.querySelector('h3')?.textContent).not.toBe('');
    expect(advice.querySelector('p')?.textContent).toMatch(/\.$/);
  }
  expect(find('main a').getAttribute('href')).toBe('https://status.example/');
});
