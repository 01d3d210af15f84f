// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { BY_VERDICT } from '@/components/popup/situations';
import { STEP_EXAMPLES } from '@/components/popup/step-examples';
import { NOW } from '@/components/popup/witnesses';
import { PROMPT_EXAMPLES } from '@/components/prompt/examples';
import { type PromptProps, PromptView } from '@/components/prompt/PromptView';
import type { RunView } from '@/utils/fixes/types';
import { axeViolations } from '../axe';

vi.mock('@/utils/browser/i18n', async () => import('../../words'));
afterEach(cleanup);

const props = (more: Partial<PromptProps> = {}): PromptProps => ({
  view: BY_VERDICT.degraded,
  now: NOW,
  locale: 'en-GB',
  inPopup: [],
  onStep: vi.fn(),
  onFix: vi.fn(),
  onCancel: vi.fn(),
  onMore: vi.fn(),
  onDismiss: vi.fn(),
  ...more,
});
const waiting: RunView = {
  id: 'run-1',
  fix: 'wait-and-retry',
  state: 'waiting',
  until: NOW + 2_600,
  attempt: 1,
  of: 3,
  problem: null,
  surface: null,
};
const find = (selector: string): HTMLElement => document.querySelector(selector) as HTMLElement;
const secondLine = (): string | undefined => find('.second-line').textContent?.trim();

/** A click of the user's, or one that the page made up. */
function click(selector: string, isTrusted = true): void {
  const event = new MouseEvent('click', { bubbles: true });
  Object.defineProperty(event, 'isTrusted', { value: isTrusted });
  find(selector).dispatchEvent(event);
}

describe.each(PROMPT_EXAMPLES.map((example) => [example.name, example] as const))('%s', (_, { view }) => {
  it('has the surface', () => {
    render(<PromptView {...props({ view })} />);
    expect(find('[data-verdict]').dataset.verdict).toBe(view.verdict.id);
    expect(find('.sentence').textContent).not.toBe('');
    expect(find('[data-action="more"]').textContent).not.toBe('');
    expect(find('[data-action="dismiss"]').getAttribute('aria-label')).toBe('Close');
    const answers = find('[data-action="confirm"], [data-action="step-done"]') !== null;
    expect(document.querySelectorAll('[data-fix]')).toHaveLength(view.fixes.length > 0 && !answers ? 1 : 0);
    expect(document.querySelectorAll('.primary').length).toBeLessThanOrEqual(1);
  });

  it('breaks no rule of axe', async () => {
    const { container } = render(<PromptView {...props({ view })} />);
    expect(await axeViolations(container)).toEqual([]);
  });
});

describe('the buttons', () => {
  it('obey the user', () => {
    const given = props();
    render(<PromptView {...given} />);
    click('[data-fix]');
    click('[data-action="more"]');
    click('[data-action="dismiss"]');
    expect(given.onFix).toHaveBeenCalledExactlyOnceWith('wait-and-retry');
    expect(given.onMore).toHaveBeenCalledOnce();
    expect(given.onDismiss).toHaveBeenCalledOnce();
  });

  it('ignore clicks that the page makes up', () => {
    const given = props({ view: { ...BY_VERDICT.degraded, run: waiting } });
    render(<PromptView {...given} />);
    for (const button of [
      '[data-fix]',
      '[data-action="cancel"]',
      '[data-action="more"]',
      '[data-action="dismiss"]',
    ])
      click(button, false);
    for (const call of [given.onFix, given.onCancel, given.onMore, given.onDismiss])
      expect(call).not.toHaveBeenCalled();
  });

  describe('a click that something else of the page has passed on', () => {
    const proxies: [string, (button: HTMLButtonElement) => void][] = [
      [
        'a label beside it',
        (button) => {
          button.id = 'fix';
          button.before(Object.assign(document.createElement('label'), { htmlFor: 'fix' }));
        },
      ],
      [
        'a label around it',
        (button) => {
          const label = document.createElement('label');
          button.replaceWith(label);
          label.append(button);
        },
      ],
      [
        'a form around it',
        (button) => {
          const form = document.createElement('form');
          button.replaceWith(form);
          form.append(button);
        },
      ],
      ['a key of its own', (button) => button.setAttribute('accesskey', 'x')],
    ];
    const press = (name: string, isTrusted = true): void => {
      const event = new Event(name, { bubbles: true });
      Object.defineProperty(event, 'isTrusted', { value: isTrusted });
      find('[data-fix]').dispatchEvent(event);
    };

    it.each(proxies)('%s', (_, give) => {
      const given = props();
      render(<PromptView {...given} />);
      give(find('[data-fix]') as HTMLButtonElement);
      click('[data-fix]');
      press('pointerdown', false);
      click('[data-fix]');
      expect(given.onFix).not.toHaveBeenCalled();
    });

    it.each(['pointerdown', 'mousedown', 'keydown'])(
      "the user's own %s on the button counts, once",
      (name) => {
        const given = props();
        render(<PromptView {...given} />);
        proxies[0]?.[1](find('[data-fix]') as HTMLButtonElement);
        press(name);
        click('[data-fix]');
        click('[data-fix]');
        expect(given.onFix).toHaveBeenCalledOnce();
      },
    );

    it('a press on another button does not count', () => {
      const given = props();
      render(<PromptView {...given} />);
      const fix = find('[data-fix]') as HTMLButtonElement;
      proxies[0]?.[1](fix);
      const event = new Event('pointerdown', { bubbles: true });
      Object.defineProperty(event, 'isTrusted', { value: true });
      find('[data-action="more"]').dispatchEvent(event);
      click('[data-fix]');
      expect(given.onFix).not.toHaveBeenCalled();
    });
  });

  it('count down, and can be cancelled', () => {
    const given = props({ view: { ...BY_VERDICT.degraded, run: waiting } });
    const { rerender } = render(<PromptView {...given} />);
    const spoken = screen.getByRole('alert').textContent;
    expect(find('[data-fix] [aria-hidden]').textContent).toBe('Try again in 3 s');
    rerender(<PromptView {...given} now={NOW + 1_000} />);
    expect(find('[data-fix] [aria-hidden]').textContent).toBe('Try again in 2 s');
    expect(screen.getByRole('button', { name: 'Try again' })).toBe(find('[data-fix]'));
    expect(screen.getByRole('alert').textContent).toBe(spoken);
    click('[data-fix]');
    expect(given.onFix).not.toHaveBeenCalled();
    click('[data-action="cancel"]');
    expect(given.onCancel).toHaveBeenCalledOnce();
  });

  it('leave what removes data to the popup', () => {
    const given = props({ inPopup: ['wait-and-retry'] });
    render(<PromptView {...given} />);
    click('[data-fix]');
    expect(given.onFix).not.toHaveBeenCalled();
    expect(given.onMore).toHaveBeenCalledOnce();
  });
});

describe('a step that waits for the user', () => {
  const waits = (name: string) => props({ view: STEP_EXAMPLES[name] ?? BY_VERDICT.degraded });

  it('is answered here when it is a question', () => {
    const given = waits('ask-to-replace');
    render(<PromptView {...given} />);
    expect(find('.second-line').textContent).toMatch(/Other text stands in the message box/);
    click('[data-action="confirm"]', false);
    expect(given.onStep).not.toHaveBeenCalled();
    click('[data-action="confirm"]');
    expect(given.onStep).toHaveBeenCalledOnce();
    click('[data-action="cancel"]');
    expect(given.onCancel).toHaveBeenCalledOnce();
  });

  it('names the files', () => {
    const given = waits('name-attachments');
    render(<PromptView {...given} />);
    expect(secondLine()).toMatch(/: Budget 2027, final \(2\)\.xlsx, sketch\.png$/);
    click('[data-action="step-done"]');
    expect(given.onStep).toHaveBeenCalledOnce();
  });

  it('leads to the popup when it needs more room', () => {
    const given = waits('show-report');
    render(<PromptView {...given} />);
    expect(secondLine()).toBe("Your turn: Write to Anthropic's support");
    click('[data-fix]');
    expect(given.onMore).toHaveBeenCalledOnce();
    expect(given.onFix).not.toHaveBeenCalled();
  });
});

it('is closed by Escape, unless the page made it up', () => {
  const given = props();
  render(<PromptView {...given} />);
  const press = (isTrusted: boolean): void => {
    const event = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true });
    Object.defineProperty(event, 'isTrusted', { value: isTrusted });
    find('[data-action="more"]').dispatchEvent(event);
  };
  press(false);
  expect(given.onDismiss).not.toHaveBeenCalled();
  press(true);
  expect(given.onDismiss).toHaveBeenCalledOnce();
});

describe('the second line', () => {
  it('keeps what it has said when more is said before it', () => {
    const { rerender } = render(<PromptView {...props()} />);
    const safe = find('.second-line').lastElementChild;
    rerender(
      <PromptView {...props({ view: { ...BY_VERDICT.degraded, pageRetry: { attempt: 2, of: 3 } } })} />,
    );
    expect(secondLine()).toMatch(/attempt 2 of 3/);
    expect(find('.second-line').lastElementChild).toBe(safe);
  });

  it('says that the message is safe', () => {
    render(<PromptView {...props()} />);
    expect(secondLine()).toBe('Your message is saved.');
  });

  it('says nothing when nothing is kept', () => {
    render(<PromptView {...props({ view: { ...BY_VERDICT.degraded, draft: null } })} />);
    expect(document.querySelector('.second-line')).toBeNull();
  });

  it('shows that claude.ai is still trying', () => {
    render(<PromptView {...props({ view: { ...BY_VERDICT.degraded, pageRetry: { attempt: 2, of: 3 } } })} />);
    expect(secondLine()).toBe('claude.ai is trying again by itself, attempt 2 of 3. Your message is saved.');
  });
});
