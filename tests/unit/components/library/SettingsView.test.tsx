// @vitest-environment happy-dom
import { cleanup, fireEvent, render } from '@testing-library/preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { SettingsView } from '@/components/library/SettingsView';
import type { Erasing } from '@/utils/library/delete/delete-types';
import { DEFAULT_SETTINGS } from '@/utils/settings/types';
import { SOURCE_IDS } from '@/utils/status/types';
import { axeViolations } from '../axe';
import { find } from './given';

vi.mock('@/utils/browser/i18n', async () => import('../../words'));
afterEach(cleanup);

type Props = Parameters<typeof SettingsView>[0];

const erasing = (more: Partial<Erasing> = {}): Erasing => ({
  state: null,
  copy: { isSaving: false, news: null },
  canSave: true,
  onSaveFirst: () => undefined,
  onErase: () => undefined,
  ...more,
});

const given = (more: Partial<Props> = {}): Props => ({
  settings: DEFAULT_SETTINGS,
  mayNotify: false,
  hosts: { reddit: false },
  news: null,
  lastExport: null,
  sources: SOURCE_IDS.map((id) => ({
    id,
    kind: id === 'claude-status-page' ? 'official' : 'community',
    hosts: [`${id}.example`],
    page: `https://${id}.example/page`,
    troubleMin: 5,
  })),
  internetHosts: ['name.example', '192.0.2.1'],
  assistants: [{ name: 'Another', url: 'https://another.example/' }],
  onSave: () => undefined,
  onSource: () => undefined,
  onNotify: () => undefined,
  onAllowNotifications: () => undefined,
  onExportEvery: () => undefined,
  onReset: () => undefined,
  erasing: erasing(),
  ...more,
});
const setting = (id: string) => find(`[data-setting="${id}"]`) as HTMLInputElement;

describe('the witnesses', () => {
  test('each says what it is asked for, how often, where, and how it is now', () => {
    render(<SettingsView {...given()} />);
    for (const id of SOURCE_IDS) {
      expect(setting(`sources.${id}`).checked).toBe(id !== 'reddit');
      expect(find(`[id="hint-sources.${id}"]`).textContent).toContain(`${id}.example`);
    }
    expect(find('[id="hint-sources.mastodon"]').textContent).toContain(
      'Only in trouble, every 5 min at most',
    );
  });

  test('a click tells, and shows nothing before it is kept', () => {
    const onSource = vi.fn();
    render(<SettingsView {...given({ onSource })} />);
    fireEvent.click(setting('sources.reddit'));
    expect(onSource).toHaveBeenCalledWith('reddit', true);
    expect(setting('sources.reddit').checked).toBe(false);
  });

  test('one that is on without its permission says so', () => {
    const settings = { ...DEFAULT_SETTINGS, sources: { ...DEFAULT_SETTINGS.sources, reddit: true } };
    const { rerender } = render(<SettingsView {...given({ settings })} />);
    expect(find('[id="hint-sources.reddit"]').textContent).toContain("the browser doesn't allow it");
    rerender(<SettingsView {...given({ settings, hosts: { reddit: true } })} />);
    expect(find('[id="hint-sources.reddit"]').textContent).not.toContain("doesn't allow");
  });
});

test('choices: minutes, also unusual ones, and when the community is asked', () => {
  const onSave = vi.fn();
  render(<SettingsView {...given({ onSave, settings: { ...DEFAULT_SETTINGS, statusEveryMin: 7 } })} />);
  const minutes = setting('statusEveryMin') as unknown as HTMLSelectElement;
  expect([...minutes.options].map(({ value }) => value)).toEqual(['5', '7', '10', '15', '30', '60']);
  fireEvent.change(minutes, { target: { value: '30' } });
  fireEvent.change(setting('community'), { target: { value: 'on-request' } });
  fireEvent.click(setting('checkInternet'));
  expect(onSave.mock.calls).toEqual([
    [{ statusEveryMin: 30 }],
    [{ community: 'on-request' }],
    [{ checkInternet: false }],
  ]);
  expect(find('#hint-checkInternet').textContent).toContain('name.example, 192.0.2.1');
});

describe('notifications', () => {
  test('ask for the permission where there is none', () => {
    const on = { onNotify: vi.fn(), onAllowNotifications: vi.fn() };
    const { rerender } = render(<SettingsView {...given(on)} />);
    fireEvent.click(find('[data-action="allow-notifications"]'));
    fireEvent.click(setting('notify.outage'));
    expect(on.onAllowNotifications).toHaveBeenCalledOnce();
    expect(on.onNotify).toHaveBeenCalledWith('outage', true);
    rerender(<SettingsView {...given({ ...on, mayNotify: true })} />);
    expect(document.querySelector('[data-action="allow-notifications"]')).toBeNull();
  });

  test('quiet hours: the usual night at first, then as chosen; an emptied field changes nothing', () => {
    const onSave = vi.fn();
    const { rerender } = render(<SettingsView {...given({ onSave })} />);
    expect(document.querySelector('[data-setting="quietHours.from"]')).toBeNull();
    fireEvent.click(setting('quietHours'));
    expect(onSave).toHaveBeenLastCalledWith({ quietHours: { from: 1_320, to: 420 } });
    const settings = { ...DEFAULT_SETTINGS, quietHours: { from: 1_320, to: 425 } };
    rerender(<SettingsView {...given({ onSave, settings })} />);
    expect([setting('quietHours.from').value, setting('quietHours.to').value]).toEqual(['22:00', '07:05']);
    fireEvent.change(setting('quietHours.to'), { target: { value: '06:30' } });
    expect(onSave).toHaveBeenLastCalledWith({ quietHours: { from: 1_320, to: 390 } });
    fireEvent.change(setting('quietHours.to'), { target: { value: '' } });
    expect(onSave).toHaveBeenCalledTimes(2);
  });
});

test('the defaults come back only after the answer', () => {
  const onReset = vi.fn();
  render(<SettingsView {...given({ onReset })} />);
  fireEvent.click(find('[data-action="reset-settings"]'));
  expect(document.activeElement).toBe(find('[data-action="cancel"]'));
  expect(onReset).not.toHaveBeenCalled();
  fireEvent.click(find('[data-action="confirm"]'));
  expect(onReset).toHaveBeenCalledOnce();
});

test.each(['saved', 'not-saved', 'not-allowed', 'reset'] as const)('%s is said', (news) => {
  render(<SettingsView {...given({ news })} />);
  expect(find('[role="status"]').textContent).toMatch(/\w+\./);
});

test('axe has nothing to say', async () => {
  const settings = { ...DEFAULT_SETTINGS, quietHours: { from: 0, to: 60 } };
  render(<SettingsView {...given({ settings })} />);
  expect(await axeViolations(document.body)).toEqual([]);
});

test('what a newer version has written is said to be there', () => {
  const { rerender } = render(<SettingsView {...given()} />);
  expect(document.querySelector('[data-newer]')).toBeNull();
  rerender(<SettingsView {...given({ isNewer: true })} />);
  expect(find('[data-newer]').textContent).toContain('newer version of Lifeline');
});

describe('deleting everything', () => {
  test('names what goes and what stays, and does it only after the answer, which says what it does', async () => {
    const onErase = vi.fn();
    render(<SettingsView {...given({ erasing: erasing({ onErase }) })} />);
    expect(find('.erase').textContent).toMatch(
      /the library.*drafts.*failure log.*incident.*Stays.*claude\.ai/,
    );
    fireEvent.click(find('[data-action="erase"]'));
    expect(document.activeElement).toBe(find('[data-action="cancel"]'));
    expect(find('[data-action="confirm"]').textContent).toBe('Delete');
    expect(find('[data-action="confirm"]').className).not.toContain('primary');
    expect(await axeViolations(document.body)).toEqual([]);
    expect(onErase).not.toHaveBeenCalled();
    fireEvent.click(find('[data-action="confirm"]'));
    expect(onErase).toHaveBeenCalledOnce();
  });

  test('not while it is under way, nor while the ZIP is made', () => {
    const busy = [{ state: 'erasing' as const }, { copy: { isSaving: true, news: null } }];
    for (const more of busy) {
      const { unmount } = render(<SettingsView {...given({ erasing: erasing(more) })} />);
      fireEvent.click(find('[data-action="erase"]'));
      expect(document.querySelector('[data-action="confirm"]')).toBeNull();
      unmount();
    }
  });

  test('a ZIP can be saved first, if there is anything to put into it', () => {
    const onSaveFirst = vi.fn();
    const { rerender } = render(<SettingsView {...given({ erasing: erasing({ onSaveFirst }) })} />);
    fireEvent.click(find('[data-action="save-first"]'));
    expect(onSaveFirst).toHaveBeenCalledOnce();
    rerender(<SettingsView {...given({ erasing: erasing({ onSaveFirst, canSave: false }) })} />);
    fireEvent.click(find('[data-action="save-first"]'));
    expect(onSaveFirst).toHaveBeenCalledOnce();
  });

  test.each(['done', 'backup-runs', 'failed', 'full'] as const)('%s is said', (state) => {
    render(<SettingsView {...given({ erasing: erasing({ state }) })} />);
    expect(find(`[data-erased="${state}"]`).textContent).toMatch(/\w+\./);
  });
});
