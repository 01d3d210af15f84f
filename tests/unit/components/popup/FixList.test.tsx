// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PopupView } from '@/components/popup/PopupView';
import { BY_VERDICT } from '@/components/popup/situations';
import { NOW } from '@/components/popup/witnesses';
import { all, find, given, WAITING } from './given';

vi.mock('@/utils/browser/i18n', async () => import('../../words'));
afterEach(cleanup);

describe('the fixes', () => {
  it('keep the recommended order, the first one marked', () => {
    render(<PopupView {...given()} />);
    expect(all('[data-fix]').map(({ dataset }) => dataset.fix)).toEqual(BY_VERDICT.degraded.fixes);
    expect(all('[data-recommended]')).toEqual([find('[data-fix="wait-and-retry"]')]);
  });

  it('start at a click', () => {
    const onFix = vi.fn();
    render(<PopupView {...given({ onFix })} />);
    fireEvent.click(find('[data-fix="new-chat"] button'));
    expect(onFix.mock.calls).toEqual([['new-chat']]);
  });

  it('count down, can be cancelled, and cannot be started twice', () => {
    const { onFix, onCancel, ...rest } = given({ view: { ...BY_VERDICT.degraded, run: WAITING } });
    const { rerender } = render(<PopupView {...rest} onFix={onFix} onCancel={onCancel} />);
    const button = find('[data-fix="wait-and-retry"] button');
    const spoken = screen.getByRole('status').textContent;
    expect(button.querySelector('[aria-hidden]')?.textContent).toBe('Try again in 3 s');
    expect(screen.getByRole('button', { name: 'Try again' })).toBe(button);
    rerender(<PopupView {...rest} onFix={onFix} onCancel={onCancel} now={NOW + 1_000} />);
    expect(button.querySelector('[aria-hidden]')?.textContent).toBe('Try again in 2 s');
    expect(screen.getByRole('button', { name: 'Try again' })).toBe(button);
    expect(screen.getByRole('status').textContent).toBe(spoken);
    expect(find('.attempt').textContent).toBe('1 of 3');
    for (const each of all('[data-fix] button:first-child')) fireEvent.click(each);
    expect(onFix).not.toHaveBeenCalled();
    fireEvent.click(find('[data-action="cancel"]'));
    expect(onCancel).toHaveBeenCalledOnce();
  });

  it('say what became of them', () => {
    const run = { ...WAITING, state: 'failed', problem: 'other-text' } as const;
    render(<PopupView {...given({ view: { ...BY_VERDICT.degraded, run } })} />);
    expect(find('[data-result="failed"]').textContent).toBe(
      'The message box holds other text, so nothing was changed.',
    );
  });

  it('have a plain sentence for a problem without words', () => {
    const run = { ...WAITING, state: 'failed', problem: 'from-the-future' } as const;
    render(<PopupView {...given({ view: { ...BY_VERDICT.degraded, run } })} />);
    expect(find('[data-result]').textContent).toBe("Claude still isn't answering.");
  });

  it("step back while claude.ai's own retry is under way", () => {
    render(
      <PopupView {...given({ view: { ...BY_VERDICT.degraded, pageRetry: { attempt: 2, of: null } } })} />,
    );
    expect(find('.news').textContent).toBe('claude.ai is trying again by itself, attempt 2.');
    expect(document.querySelector('.primary')).toBeNull();
  });
});

describe('when Claude is back', () => {
  it('the user is told, and can say no', () => {
    const calls = given({ view: { ...BY_VERDICT.down, watching: true } });
    render(<PopupView {...calls} />);
    expect(find('.watching').textContent).toMatch(/^You'll be told/);
    fireEvent.click(find('[data-action="stop-watching"]'));
    expect(calls.onStopWatching).toHaveBeenCalledOnce();
    cleanup();
    render(<PopupView {...given()} />);
    expect(document.querySelector('.watching')).toBeNull();
  });

  it.each([
    ['run', 'Claude works again. 4 min ago'],
    ['first', 'Claude has answered again. 4 min ago'],
    ['page', "Claude's status page says that it works again. 4 min ago"],
  ] as const)('it says so (by: %s)', (by, words) => {
    const view = { ...BY_VERDICT.ok, back: { at: NOW - 4 * 60_000, by } };
    render(<PopupView {...given({ view })} />);
    expect(find('.back').textContent).toBe(words);
  });
});

describe('many fixes', () => {
  const shown = (fixes: (typeof BY_VERDICT)['ok']['fixes']) => {
    render(<PopupView {...given({ view: { ...BY_VERDICT.degraded, fixes } })} />);
    return all('.fixes details [data-fix]').length;
  };

  it('fold away only where that saves room', () => {
    expect(shown(['wait-and-retry', 'restore-draft', 'new-chat', 'reload-tab'])).toBe(0);
    cleanup();
    const five: Parameters<typeof shown>[0] = [...BY_VERDICT.degraded.fixes];
    expect(five).toHaveLength(5);
    expect(shown(five)).toBe(0);
    cleanup();
    expect(shown([...five, 'from-the-future' as never])).toBe(2);
  });
});

describe('a destructive fix', () => {
  it('does nothing before the answer, and gives the focus back', async () => {
    const onFix = vi.fn();
    render(<PopupView {...given({ onFix, facts: { 'reload-tab': { risk: 'destructive' } } })} />);
    const button = find('[data-fix="reload-tab"] button');
    fireEvent.click(button);
    await screen.findByRole('group', { name: 'This removes data. Do it?' });
    expect(onFix).not.toHaveBeenCalled();
    fireEvent.click(find('[data-fix="reload-tab"] [data-action="cancel"]'));
    expect(onFix).not.toHaveBeenCalled();
    expect(document.querySelector('[data-action="confirm"]')).toBeNull();
    expect(document.activeElement).toBe(button);
    fireEvent.click(button);
    fireEvent.click(await screen.findByRole('button', { name: 'Yes, do it' }));
    expect(onFix.mock.calls).toEqual([['reload-tab']]);
  });
});
