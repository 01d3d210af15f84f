// @vitest-environment happy-dom
import { cleanup, fireEvent, render, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PopupView } from '@/components/popup/PopupView';
import { BY_VERDICT } from '@/components/popup/situations';
import { CAUSE_IDS } from '@/utils/diagnosis/causes';
import type { TabView } from '@/utils/messaging/tab-view';
import { axeViolations } from '../axe';
import { all, find, given } from './given';

vi.mock('@/utils/browser/i18n', async () => import('../../words'));
afterEach(cleanup);

const withCode = (view: TabView, code: string): TabView => ({ ...view, verdict: { ...view.verdict, code } });

async function opened(view: TabView) {
  const props = given({ view });
  const shown = render(<PopupView {...props} />);
  const details = find('.what') as HTMLDetailsElement;
  details.open = true;
  fireEvent(details, new Event('toggle'));
  await waitFor(() => expect(find('[data-cause]')).not.toBeNull());
  return { ...shown, props };
}

const failing = Object.values(BY_VERDICT).filter(({ verdict }) => verdict.id !== 'ok');

describe.each(failing.map((view) => [view.verdict.id, view] as const))('%s', (_, view) => {
  it('is explained in whole sentences, and breaks no rule of axe', async () => {
    const { container } = await opened(view);
    expect(await axeViolations(container)).toEqual([]);
    expect(CAUSE_IDS).toContain(find('[data-cause]').dataset.cause);
    const said = all('.cause p, .cause li').map(({ textContent }) => textContent ?? '');
    expect(said.length).toBeGreaterThan(3);
    for (const sentence of said) expect(sentence).toMatch(/^([A-Z0-9]|claude\.ai).*\.$/);
  });
});

it.each(['500', '502', '503', '504', '529', '429', 'Cloudflare 522'])(
  '%s says what it means',
  async (code) => {
    await opened(withCode(BY_VERDICT.degraded, code));
    expect(find('.meaning').textContent).toMatch(/^(5|429)/);
  },
);

it('nothing of it is loaded before somebody asks', () => {
  const causeFor = vi.fn();
  render(<PopupView {...given({ causeFor })} />);
  expect(find('.what').hasAttribute('open')).toBe(false);
  expect(causeFor).not.toHaveBeenCalled();
});

it('it follows the verdict while it is open', async () => {
  const { rerender, props } = await opened(withCode(BY_VERDICT.degraded, '529'));
  expect(find('[data-cause]').dataset.cause).toBe('http-529');
  rerender(<PopupView {...props} view={BY_VERDICT.offline} />);
  await waitFor(() => expect(find('[data-cause]').dataset.cause).toBe('offline'));
});

it('nothing is asked when all is well, or when nothing was seen', () => {
  render(<PopupView {...given({ view: BY_VERDICT.ok })} />);
  expect(document.querySelector('.what')).toBeNull();
  cleanup();
  render(<PopupView {...given({ view: { ...BY_VERDICT.unclear, tabId: null } })} />);
  expect(document.querySelector('.what')).toBeNull();
});

it('leads to the advice for Claude Code and the API', async () => {
  const { props } = await opened(BY_VERDICT.down);
  fireEvent.click(find('[data-action="open-help"]'));
  expect(props.onOpenHelp).toHaveBeenCalledOnce();
});
