// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { cleanup, fireEvent, render } from '@testing-library/preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { STORY, STORY_START } from '@/components/welcome/story';
import { type WelcomeProps, WelcomeView } from '@/components/welcome/WelcomeView';
import { DEFAULT_SETTINGS } from '@/utils/settings/types';
import { SOURCE_IDS } from '@/utils/status/types';
import { axeViolations } from '../axe';
import { find } from '../library/given';

vi.mock('@/utils/browser/i18n', async () => import('../../words'));
afterEach(cleanup);

const nothing = (): void => undefined;
const choices: WelcomeProps['choices'] = {
  ...{ settings: DEFAULT_SETTINGS, mayNotify: false, hosts: { reddit: false }, news: null, lastExport: null },
  sources: SOURCE_IDS.map((id) => ({
    ...{ id, kind: 'community', hosts: [`${id}.example`] },
    ...{ page: `https://${id}.example/page`, troubleMin: 5 },
  })),
  ...{ internetHosts: [], assistants: [], onSave: nothing, onSource: nothing, onNotify: nothing },
  ...{ onAllowNotifications: nothing, onExportEvery: nothing, onReset: nothing },
};
const given = (more: Partial<WelcomeProps> = {}): WelcomeProps => ({
  story: STORY_START,
  locale: 'en',
  pages: Object.fromEntries(SOURCE_IDS.map((id) => [id, `https://${id}.example/`])) as WelcomeProps['pages'],
  choices,
  allowed: { notifications: false, browsingData: false },
  news: null,
  home: 'https://claude.example/',
  settingsPage: 'library.html#settings',
  onPlay: nothing,
  onStep: nothing,
  onAllow: nothing,
  ...more,
});
const at = (id: string): WelcomeProps['story'] => ({
  ...STORY_START,
  step: STORY.findIndex((one) => one.id === id),
});
const setting = (id: string) => find(`[data-setting="${id}"]`) as HTMLInputElement;
const inShadow = (place: string, selector: string) => find(place).shadowRoot?.querySelector(selector) ?? null;

describe('the played failure', () => {
  test.each(STORY)('$id: a picture of what Lifeline shows, with its words beside it', async ({ id }) => {
    render(<WelcomeView {...given({ story: at(id) })} />);
    expect(find('.caption').textContent).toContain(`${at(id).step + 1} of 6`);
    expect(find('.picture').hasAttribute('inert')).toBe(true);
    expect(await axeViolations(find('.welcome'))).toEqual([]);
  });

  test('what it shows is what the real thing shows', () => {
    const { rerender } = render(<WelcomeView {...given({ story: at('fails') })} />);
    expect(inShadow('.prompt-place', '[data-verdict="degraded"]')?.textContent).toContain('529');
    rerender(<WelcomeView {...given({ story: at('why') })} />);
    expect(inShadow('.popup-place', '[data-hop="claude"]')?.getAttribute('data-state')).toBe('bad');
    rerender(<WelcomeView {...given({ story: { ...at('fix'), playedMs: 1_000 } })} />);
    expect(inShadow('.popup-place', '[data-running] button')?.textContent).toContain('Try again in 2');
    rerender(<WelcomeView {...given({ story: at('works') })} />);
    expect(inShadow('.popup-place', 'main')?.getAttribute('data-verdict')).toBe('ok');
    rerender(<WelcomeView {...given({ story: at('kept') })} />);
    expect(inShadow('.picture .tab', '[data-conversation]')?.textContent).toContain('Chapter three');
  });

  test('a tick of a countdown leaves the spoken words as they are', () => {
    const { rerender } = render(<WelcomeView {...given({ story: at('fix') })} />);
    const spoken = find('.caption').innerHTML;
    rerender(<WelcomeView {...given({ story: { ...at('fix'), playedMs: 2_000, playing: true } })} />);
    expect(find('.caption').innerHTML).toBe(spoken);
  });

  test('its buttons lead through it, and the one that leads nowhere is off but keeps the focus', () => {
    const onStep = vi.fn();
    render(<WelcomeView {...given({ onStep })} />);
    fireEvent.click(find('[data-action="back"]'));
    expect(onStep).not.toHaveBeenCalled();
    expect(find('[data-action="back"]').getAttribute('aria-disabled')).toBe('true');
    fireEvent.click(find('[data-action="next"]'));
    expect(onStep).toHaveBeenCalledWith(1);
  });
});

describe('the choices', () => {
  test('each witness is a switch, and shows nothing before it is kept', () => {
    const onSource = vi.fn();
    render(<WelcomeView {...given({ choices: { ...choices, onSource } })} />);
    for (const id of SOURCE_IDS) expect(setting(`sources.${id}`).checked).toBe(id !== 'reddit');
    fireEvent.click(setting('sources.reddit'));
    expect(onSource).toHaveBeenCalledWith('reddit', true);
    expect(setting('sources.reddit').checked).toBe(false);
  });

  test('a permission is asked for at the click, and given back by another', () => {
    const onAllow = vi.fn();
    const { rerender } = render(<WelcomeView {...given({ onAllow })} />);
    fireEvent.click(setting('allow.notifications'));
    expect(onAllow).toHaveBeenLastCalledWith('notifications', true);
    const allowed = { notifications: false, browsingData: true };
    rerender(<WelcomeView {...given({ onAllow, allowed })} />);
    expect(setting('allow.browsingData').checked).toBe(true);
    fireEvent.click(setting('allow.browsingData'));
    expect(onAllow).toHaveBeenLastCalledWith('browsingData', false);
  });

  test('a no of the browser is said', () => {
    render(<WelcomeView {...given({ news: 'not-allowed' })} />);
    expect(find('.news[role="status"]').textContent).toMatch(/didn't give that permission/);
  });
});

test('every permission of the installation has its sentence, and no other', () => {
  render(<WelcomeView {...given()} />);
  const told = [...document.querySelectorAll('[data-permission]')].map((one) => one.textContent);
  const asked = JSON.parse(readFileSync('tests/expected/manifests/chrome-mv3.json', 'utf8'));
  expect(new Set(told)).toEqual(new Set([...asked.permissions, 'claude.ai']));
  expect(asked.host_permissions).toEqual(['https://claude.ai/*']);
});
