// @vitest-environment happy-dom
import { cleanup, fireEvent, render } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { IDLE } from '@/components/popup/examples';
import { PopupView } from '@/components/popup/PopupView';
import { BACKUP, BY_VERDICT } from '@/components/popup/situations';
import { NOW } from '@/components/popup/witnesses';
import { all, find, given } from './given';

vi.mock('@/utils/browser/i18n', async () => import('../../words'));
afterEach(cleanup);

describe('the evidence', () => {
  it('dates a witness that has answered, and only that', () => {
    render(<PopupView {...given()} />);
    expect(find('[data-source] time').getAttribute('datetime')).toBe('2026-10-14T12:14:30.000Z');
    cleanup();
    render(<PopupView {...given({ view: BY_VERDICT.unclear })} />);
    expect(document.querySelector('[data-source] [data-when="answer"]')).toBeNull();
  });

  it('shows a hostile headline as text', () => {
    const [witness] = BY_VERDICT.degraded.witnesses;
    const headline = '<img src=x onerror=alert(1)>';
    const witnesses = witness === undefined ? [] : [{ ...witness, headline }];
    render(<PopupView {...given({ view: { ...BY_VERDICT.degraded, witnesses } })} />);
    expect(find('[data-source] .said').textContent).toBe(headline);
  });

  it('folds away what is too much, with the deciding lines in sight', () => {
    const keys = ['send_failed', 'banner_shown', 'from_the_future', 'offline', 'reply_cut'];
    const evidence = keys.map((key) => ({ from: 'tab', key, values: ['3', '4'], at: NOW }));
    const shown = (count: number) => {
      cleanup();
      const verdict = { ...BY_VERDICT.degraded.verdict, evidence: evidence.slice(0, count) };
      render(<PopupView {...given({ view: { ...BY_VERDICT.degraded, verdict } })} />);
      return [all('.why > ul > li:not([data-source])').length, all('.more li').length];
    };
    expect(shown(4)).toEqual([3, 0]);
    expect(shown(5)).toEqual([2, 2]);
    expect(find('.more summary').textContent).toBe('More (2)');
    expect(find('.why li .said').textContent).toBe('3 of 4 tries failed');
  });

  it('leaves out what it has no words for', () => {
    const evidence = [{ from: 'tab', key: 'from_the_future', values: [], at: NOW }];
    const verdict = { ...BY_VERDICT.degraded.verdict, evidence };
    render(<PopupView {...given({ view: { ...BY_VERDICT.degraded, verdict } })} />);
    expect(all('.why > ul > li').map(({ dataset }) => dataset.source)).toEqual(['claude-status-page']);
  });
});

describe('the backup', () => {
  it('offers a copy once there is something to copy', () => {
    render(<PopupView {...given()} />);
    expect(find('.latest').textContent).toBe('saved 1 min ago');
    expect(find('[data-action="save-copy"]')).not.toBeNull();
    cleanup();
    render(<PopupView {...given({ view: { ...BY_VERDICT.degraded, backup: null } })} />);
    expect(document.querySelector('[data-action="save-copy"]')).toBeNull();
  });

  it('passes every click on, once', () => {
    const calls = given();
    render(<PopupView {...calls} />);
    const wanted = {
      'back-up-chat': calls.onBackUpChat,
      'back-up-all': calls.onBackUpAll,
      'save-copy': calls.onSaveCopy,
      'open-library': calls.onOpenLibrary,
      'open-incidents': calls.onOpenIncidents,
      'open-settings': calls.onOpenSettings,
      'open-diagnostics': calls.onOpenDiagnostics,
    };
    for (const [action, call] of Object.entries(wanted)) {
      expect(call).not.toHaveBeenCalled();
      fireEvent.click(find(`[data-action="${action}"]`));
      expect(call).toHaveBeenCalledOnce();
    }
  });

  it('has nothing to back up without a chat', () => {
    const calls = given({ view: { ...BY_VERDICT.ok, conversationId: null } });
    render(<PopupView {...calls} />);
    fireEvent.click(find('[data-action="back-up-chat"]'));
    expect(calls.onBackUpChat).not.toHaveBeenCalled();
  });

  it('says when it is an old copy', () => {
    render(
      <PopupView {...given({ busy: { ...IDLE, outcome: { what: 'chat', problem: null, fresh: false } } })} />,
    );
    expect(find('.backup .news').textContent).toMatch(/^Claude isn't answering: this is the copy from /);
  });

  it.each([
    ['page-cache', /claude\.ai's page had kept/],
    ['stream', /as much of the answer as had arrived/],
    ['dom', /what the page shows/],
  ] as const)('says what a copy was saved from while Claude fails: %s', (source, words) => {
    const backup = { ...BACKUP, source, whole: false, capturedAt: NOW - 300 };
    const view = { ...BY_VERDICT.down, backup };
    const busy = { ...IDLE, outcome: { what: 'chat', problem: null, fresh: false } } as const;
    render(<PopupView {...given({ view, busy })} />);
    expect(find('.backup .news').textContent).toMatch(words);
    cleanup();
    render(
      <PopupView {...given({ view: { ...view, backup: { ...backup, capturedAt: NOW - 90_000 } }, busy })} />,
    );
    expect(find('.backup .news').textContent).toMatch(/copy from/);
  });

  it('offers the part of an answer that arrived, and says when it is copied', () => {
    const view = { ...BY_VERDICT.frozen, halfAnswer: { at: NOW } };
    const calls = given({ view });
    render(<PopupView {...calls} />);
    fireEvent.click(find('[data-action="copy-half-answer"]'));
    expect(calls.onCopyHalf).toHaveBeenCalledOnce();
    cleanup();
    render(
      <PopupView
        {...given({ view, busy: { ...IDLE, outcome: { what: 'half', problem: null, fresh: true } } })}
      />,
    );
    expect(find('.backup .news').textContent).toBe('Copied.');
    cleanup();
    render(<PopupView {...given()} />);
    expect(document.querySelector('[data-action="copy-half-answer"]')).toBeNull();
  });

  it('shows how far a full backup is', () => {
    render(<PopupView {...given({ busy: { ...IDLE, all: { done: 128, total: 340 } } })} />);
    expect(find('progress').getAttribute('value')).toBe('128');
    expect(find('.progress').textContent).toBe('128 of 340 chats');
  });
});
