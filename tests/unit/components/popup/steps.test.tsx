// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PopupView } from '@/components/popup/PopupView';
import { BY_VERDICT } from '@/components/popup/situations';
import { STEP_EXAMPLES } from '@/components/popup/step-examples';
import { addressOf } from '@/components/popup/steps/ChooseAssistant';
import { t } from '@/utils/browser/i18n';
import { SurfaceStepSchema } from '@/utils/fixes/types';
import { TabViewSchema } from '@/utils/messaging/tab-view';
import { axeViolations } from '../axe';
import { all, find, given, STEPS } from './given';

vi.mock('@/utils/browser/i18n', async () => ({ t: vi.fn((await import('../../words')).t) }));
afterEach(cleanup);

/** The popup with the panel of the step, which comes a moment later. */
async function shown(name: string, more: Partial<typeof STEPS> = {}) {
  const ended = vi.fn();
  const onCancel = vi.fn();
  const view = STEP_EXAMPLES[name] ?? BY_VERDICT.degraded;
  const props = given({ view, onCancel, steps: { ...STEPS, ended, ...more } });
  const { container } = render(<PopupView {...props} />);
  await waitFor(() => expect(find('[data-step]')).not.toBeNull());
  return { container, ended, onCancel };
}

const press = (action: string): void => void fireEvent.click(find(`.step [data-action="${action}"]`));
const lines = (selector: string) => all(selector).map(({ textContent }) => textContent);

describe.each(Object.keys(STEP_EXAMPLES))('%s', (name) => {
  it('is a view that the background could send, breaks no rule of axe, and has words for all', async () => {
    const view = STEP_EXAMPLES[name];
    expect(TabViewSchema.parse(view)).toEqual(view);
    vi.mocked(t).mockClear();
    const { container } = await shown(name);
    expect(await axeViolations(container)).toEqual([]);
    const { calls, results } = vi.mocked(t).mock;
    expect(calls.filter((_call, index) => results[index]?.value === '')).toEqual([]);
  });

  it('has one thing to press, and a way out', async () => {
    const { onCancel } = await shown(name);
    await waitFor(() => expect(find('.step [data-action="cancel"]')).not.toBeNull());
    expect(all('.primary').length).toBeLessThanOrEqual(1);
    expect(all('[data-running] [data-action="cancel"]')).toHaveLength(1);
    press('cancel');
    expect(onCancel).toHaveBeenCalledOnce();
  });
});

it('each verb has an example', () => {
  const verbs = SurfaceStepSchema.def.options.map((option) => option.shape.verb.def.values[0]);
  expect(verbs.length).toBeGreaterThan(5);
  const seen = Object.values(STEP_EXAMPLES).map(({ run }) => run?.surface?.step.verb);
  expect(verbs.filter((verb) => !seen.includes(verb))).toEqual([]);
});

it('what to do is told apart from what its results mean', async () => {
  const { ended } = await shown('show-steps');
  expect(lines('.guide li')).toHaveLength(2);
  expect(lines('.results li')).toEqual([
    expect.stringMatching(/^It works there/),
    expect.stringMatching(/^It fails there too/),
  ]);
  press('step-done');
  expect(ended.mock.calls).toEqual([[null]]);
});

describe('the chain', () => {
  it('names the broken link, and what to try for it', async () => {
    await shown('show-chain');
    await waitFor(() => expect(lines('.guide li')).toHaveLength(2));
    expect(find('.found').textContent).toBe(find('.chain-broken').textContent);
  });

  it('is called whole only when it was seen whole', async () => {
    await shown('show-chain-whole');
    expect(find('.found').textContent).toBe('Every link works right now.');
    cleanup();
    const half = STEP_EXAMPLES['show-chain-whole'] as NonNullable<(typeof STEP_EXAMPLES)[string]>;
    const hops = { ...half.verdict.hops, session: 'unknown' } as const;
    render(<PopupView {...given({ view: { ...half, verdict: { ...half.verdict, hops } } })} />);
    await waitFor(() => expect(find('.found').textContent).toMatch(/could be checked/));
  });
});

describe('copying', () => {
  it('happens at once after a click that is fresh, and ends the step', async () => {
    const copy = vi.fn(async () => true);
    const { ended } = await shown('copy-text', { copy, wasPressed: () => true });
    await waitFor(() => expect(ended.mock.calls).toEqual([[null]]));
    expect(copy.mock.calls).toEqual([['Kept text']]);
  });

  it('waits for a click otherwise', async () => {
    const copy = vi.fn(async () => true);
    const { ended } = await shown('copy-text', { copy });
    await waitFor(() => expect(find('[data-action="copy"]').ariaDisabled ?? null).toBeNull());
    expect(copy).not.toHaveBeenCalled();
    await waitFor(() => {
      press('copy');
      expect(ended).toHaveBeenCalledWith(null);
    });
  });

  it('leaves the text to the hands of a user whose browser refuses', async () => {
    const { ended } = await shown('copy-text', { copy: async () => false, wasPressed: () => true });
    const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Text to copy' });
    expect(field.value).toBe('Kept text');
    await waitFor(() => expect(document.activeElement).toBe(field));
    expect(ended).not.toHaveBeenCalled();
    press('step-done');
    expect(ended.mock.calls).toEqual([[null]]);
  });

  it('says so when there is nothing to copy, and leaves what is on the clipboard', async () => {
    const copy = vi.fn(async () => true);
    const { ended } = await shown('copy-text', { copy, textOf: async () => ({ text: null, name: null }) });
    await waitFor(() => expect(ended.mock.calls).toEqual([['nothing_to_copy']]));
    expect(copy).not.toHaveBeenCalled();
  });
});

describe('the report', () => {
  const REPORT = '# Report on claude.ai\n\n- verdict: unclear';
  const textOf = async () => ({ text: REPORT, name: 'lifeline-report-2026-10-14.md' });

  it('is shown whole before it is copied, and is never copied by itself', async () => {
    const copy = vi.fn(async () => true);
    const { ended } = await shown('show-report', { textOf, copy, wasPressed: () => true });
    await waitFor(() => expect(find('section.text').textContent).toBe(REPORT));
    expect(copy).not.toHaveBeenCalled();
    press('copy');
    await waitFor(() => expect(ended.mock.calls).toEqual([[null]]));
    expect(copy.mock.calls).toEqual([[REPORT]]);
  });

  it('can be saved instead', async () => {
    const save = vi.fn();
    const { ended } = await shown('show-report', { textOf, save });
    await screen.findByRole('button', { name: 'Save it' });
    press('save-report');
    expect(save.mock.calls).toEqual([['lifeline-report-2026-10-14.md', REPORT]]);
    expect(ended.mock.calls).toEqual([[null]]);
  });

  it('that is long in coming can be given up', async () => {
    const copy = vi.fn(async () => true);
    const never = () => new Promise<never>(() => undefined);
    const { onCancel } = await shown('show-report', { textOf: never, copy });
    press('copy');
    expect(copy).not.toHaveBeenCalled();
    press('cancel');
    expect(onCancel).toHaveBeenCalledOnce();
  });

  it('that could not be made says so', async () => {
    const { ended } = await shown('show-report', { textOf: () => Promise.reject(new Error('gone')) });
    await waitFor(() => expect(ended.mock.calls).toEqual([['no_report']]));
  });
});

describe('another assistant', () => {
  it('is one click', async () => {
    const chooseAssistant = vi.fn();
    await shown('choose-assistant', { chooseAssistant });
    fireEvent.click(screen.getByRole('button', { name: 'Gemini' }));
    expect(chooseAssistant.mock.calls).toEqual([['https://gemini.google.com/app']]);
  });

  it('may be at any address that is one', async () => {
    const chooseAssistant = vi.fn();
    await shown('choose-assistant', { chooseAssistant });
    const field = screen.getByRole('textbox', { name: 'Another address' });
    fireEvent.input(field, { target: { value: 'javascript:alert(1)' } });
    fireEvent.submit(find('form'));
    expect(chooseAssistant).not.toHaveBeenCalled();
    expect(screen.getByRole('alert').textContent).toMatch(/no address/);
    fireEvent.input(field, { target: { value: 'chat.example.org' } });
    fireEvent.submit(find('form'));
    expect(chooseAssistant.mock.calls).toEqual([['https://chat.example.org/']]);
  });

  it.each([
    ['https://a.example/b?c', 'https://a.example/b?c'],
    [' a.example ', 'https://a.example/'],
    ['http://a.example', null],
    ['data:text/html,hi', null],
    ['localhost', null],
    ['two words', null],
    ['', null],
  ])('%j → %j', (typed, address) => {
    expect(addressOf(typed)).toBe(address);
  });
});

it('other text in the message box goes only at a word of the user', async () => {
  const { ended, onCancel } = await shown('ask-to-replace');
  expect(find('.step').textContent).toMatch(/Other text stands in the message box/);
  press('cancel');
  expect(ended).not.toHaveBeenCalled();
  expect(onCancel).toHaveBeenCalledOnce();
  press('confirm');
  expect(ended.mock.calls).toEqual([[null]]);
});

it('files are named as they were', async () => {
  await shown('name-attachments');
  expect(lines('.names li')).toEqual(['Budget 2027, final (2).xlsx', 'sketch.png']);
});

it('a screen reader hears whose turn it is', async () => {
  await shown('show-steps');
  expect(screen.getByRole('status').textContent).toBe('Your turn: Try another network');
});
