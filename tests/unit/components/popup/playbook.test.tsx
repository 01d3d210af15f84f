// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PopupView } from '@/components/popup/PopupView';
import { BY_VERDICT } from '@/components/popup/situations';
import { PLAY_EXAMPLES } from '@/components/popup/step-examples';
import { clearSiteCache } from '@/utils/fixes/clear-site-cache';
import { clearSiteData } from '@/utils/fixes/clear-site-data';
import { TabViewSchema } from '@/utils/messaging/tab-view';
import { axeViolations } from '../axe';
import { all, find, given } from './given';

vi.mock('@/utils/browser/i18n', async () => import('../../words'));
afterEach(cleanup);

const played = (name: string) => PLAY_EXAMPLES[name] ?? BY_VERDICT.ok;

describe.each(Object.keys(PLAY_EXAMPLES))('%s', (name) => {
  it('is a view that the background could send, and breaks no rule of axe', async () => {
    expect(TabViewSchema.parse(played(name))).toEqual(played(name));
    const { container } = render(<PopupView {...given({ view: played(name) })} />);
    expect(await axeViolations(container)).toEqual([]);
    expect(all('.primary').length).toBeLessThanOrEqual(1);
  });
});

describe('after a fix', () => {
  it.each([
    ['helped', true],
    ['not-helped', false],
  ])('the user can say that it %s', (action, helped) => {
    const onTell = vi.fn();
    render(<PopupView {...given({ view: played('play-asking'), onTell })} />);
    expect(find('.play').textContent).toMatch(/^Reload the tab: Did that help\?/);
    fireEvent.click(find(`[data-action="${action}"]`));
    expect(onTell.mock.calls).toEqual([[{ helped }]]);
  });

  it('it says what was done', () => {
    render(<PopupView {...given({ view: played('play-observing') })} />);
    expect(find('.news').textContent).toBe('The page was loaded again.');
  });

  it('that Claude answers again is not said when it has failed since', () => {
    const run = { ...RUNNING, fix: 'wait-and-retry', state: 'done' } as const;
    render(<PopupView {...given({ view: { ...BY_VERDICT.degraded, run } })} />);
    expect(document.querySelector('.news')).toBeNull();
    cleanup();
    render(<PopupView {...given({ view: { ...BY_VERDICT.ok, run } })} />);
    expect(find('.news').textContent).toBe('Claude answers again.');
  });

  it('nothing is asked while one runs, nor while the next is offered', () => {
    const running = { ...played('play-asking'), run: { ...BY_VERDICT.ok.run, ...RUNNING } };
    render(<PopupView {...given({ view: running })} />);
    expect(document.querySelector('.play')).toBeNull();
    cleanup();
    render(<PopupView {...given({ view: played('play-next') })} />);
    expect(document.querySelector('.play')).toBeNull();
  });

  it('what was tried in vain is marked', () => {
    render(<PopupView {...given({ view: played('play-next') })} />);
    expect(find('[data-fix="wait-and-retry"] .tried').textContent).toBe("Tried: it didn't help.");
    expect(all('.tried')).toHaveLength(1);
  });
});

const RUNNING = {
  ...({ id: 'run-2', fix: 'reload-tab', state: 'working', until: null, attempt: 1, of: 1 } as const),
  ...{ problem: null, surface: null },
};

describe('permissions', () => {
  const view = { ...BY_VERDICT.page, fixes: ['clear-site-cache', 'clear-site-data'] as const };
  const facts = { 'clear-site-cache': clearSiteCache, 'clear-site-data': clearSiteData };
  const props = () => given({ view: { ...view, fixes: [...view.fixes] }, facts });

  it('are asked for with the reason, before anything happens', async () => {
    const { onFix, ...rest } = props();
    const { container } = render(<PopupView {...rest} onFix={onFix} lacking={['browsingData']} />);
    fireEvent.click(find('[data-fix="clear-site-cache"] button'));
    await screen.findByRole('group', { name: 'The browser will ask you first.' });
    expect(find('.need').textContent).toMatch(/claude\.ai alone/);
    expect(await axeViolations(container)).toEqual([]);
    expect(onFix).not.toHaveBeenCalled();
    fireEvent.click(find('[data-action="confirm"]'));
    expect(vi.mocked(onFix).mock.calls).toEqual([['clear-site-cache']]);
  });

  it('that were given are not asked for again: one click', () => {
    const { onFix, ...rest } = props();
    render(<PopupView {...rest} onFix={onFix} />);
    fireEvent.click(find('[data-fix="clear-site-cache"] button'));
    expect(vi.mocked(onFix).mock.calls).toEqual([['clear-site-cache']]);
  });

  it('to clear data are asked together with what goes and what stays', async () => {
    const { onFix, ...rest } = props();
    render(<PopupView {...rest} onFix={onFix} lacking={['browsingData']} />);
    fireEvent.click(find('[data-fix="clear-site-data"] button'));
    await screen.findByRole('group', { name: 'This removes data. Do it?' });
    expect(all('[data-touched="goes"] li')).toHaveLength(clearSiteData.goes.length);
    expect(all('[data-touched="stays"] li')).toHaveLength(clearSiteData.stays.length);
    expect(find('.need')).not.toBeNull();
    expect(onFix).not.toHaveBeenCalled();
  });

  it('that were refused are no drama', () => {
    render(<PopupView {...props()} refused="clear-site-cache" />);
    expect(screen.getByRole('alert').textContent).toMatch(/Nothing was changed/);
  });

  it('to notify are named beside the button as long as they lack', () => {
    const watch = given({
      view: BY_VERDICT.down,
      facts: { 'notify-when-back': { risk: 'safe', needs: ['notifications'] } },
    });
    const { rerender } = render(<PopupView {...watch} lacking={['notifications']} />);
    expect(find('[data-fix="notify-when-back"] .effect').textContent).toMatch(/browser asks whether/);
    rerender(<PopupView {...watch} />);
    expect(find('[data-fix="notify-when-back"] .effect').textContent).not.toMatch(/browser asks/);
  });
});
