import { describe, expect, test, vi } from 'vitest';
import { createSettings, type SettingsEdges } from '@/utils/library/page/settings';
import { DEFAULT_SETTINGS, type Settings } from '@/utils/settings/types';

function opened(edges: Partial<SettingsEdges> = {}) {
  let kept = DEFAULT_SETTINGS;
  const item = {
    get: async () => kept,
    update: async (change: (settings: Settings) => Settings) => {
      kept = change(kept);
      return kept;
    },
    isNewer: async () => false,
  };
  const host = {
    has: vi.fn(async () => false),
    request: vi.fn(async () => true),
    drop: vi.fn(async () => true),
  };
  const notifications = { has: vi.fn(async () => false), request: vi.fn(async () => true) };
  const letPrivateGo = vi.fn(async () => undefined);
  const schedule = {
    last: vi.fn(async () => null),
    downloads: {
      has: vi.fn(async () => false),
      request: vi.fn(async () => true),
      drop: vi.fn(async () => true),
    },
    changed: vi.fn(async () => undefined),
  };
  const view = createSettings({
    item,
    hostOf: (id) => (id === 'reddit' ? host : undefined),
    notifications,
    letPrivateGo,
    schedule,
    onChange: () => undefined,
    ...edges,
  });
  return { view, kept: () => kept, host, notifications, letPrivateGo, schedule };
}

test('nothing is shown before it is read; then what is kept, and what the browser allows', async () => {
  const { view } = opened();
  expect(view.state().settings).toBeNull();
  await view.refresh();
  expect(view.state()).toMatchObject({
    ...{ settings: DEFAULT_SETTINGS, mayNotify: false, hosts: { reddit: false }, news: null },
  });
});

describe('a change', () => {
  test('is saved at once, and said to be', async () => {
    const { view, kept } = opened();
    await view.onSave({ statusEveryMin: 15 });
    await view.onSource('mastodon', false);
    expect(kept()).toMatchObject({ statusEveryMin: 15, sources: { mastodon: false, reddit: false } });
    expect(view.state()).toMatchObject({ settings: { statusEveryMin: 15 }, news: 'saved' });
  });

  test('that could not be saved is not shown as saved', async () => {
    const update = () => Promise.reject(new Error('disk full'));
    const { view } = opened({
      item: { get: async () => DEFAULT_SETTINGS, update, isNewer: async () => false },
    });
    await view.refresh();
    await view.onSave({ statusEveryMin: 15 });
    expect(view.state()).toMatchObject({ settings: DEFAULT_SETTINGS, news: 'not-saved' });
  });

  test('that keeps nothing of private windows lets go what was kept of them', async () => {
    const { view, letPrivateGo } = opened();
    await view.onSave({ privateDrafts: true });
    expect(letPrivateGo).not.toHaveBeenCalled();
    await view.onSave({ privateDrafts: false });
    expect(letPrivateGo).toHaveBeenCalled();
  });

  test('back to the defaults', async () => {
    const { view, kept } = opened();
    await view.onSave({ checkInternet: false });
    await view.onReset();
    expect(kept()).toEqual(DEFAULT_SETTINGS);
    expect(view.state().news).toBe('reset');
  });
});

describe('what needs a permission', () => {
  test('is asked for within the click, and before anything else', () => {
    const { view, host } = opened();
    void view.onSource('reddit', true);
    expect(host.request).toHaveBeenCalledOnce();
  });

  test('stays off when the user says no', async () => {
    const { view, kept, host, notifications } = opened();
    host.request.mockResolvedValue(false);
    notifications.request.mockRejectedValue(new Error('not in the manifest'));
    await view.onSource('reddit', true);
    await view.onNotify('outage', true);
    expect(kept()).toEqual(DEFAULT_SETTINGS);
    expect(view.state().news).toBe('not-allowed');
  });

  test('is on when the user says yes; switching off asks nothing, and gives the site back', async () => {
    const { view, kept, host, notifications } = opened();
    await view.onSource('reddit', true);
    await view.onNotify('outage', true);
    expect(kept()).toMatchObject({ sources: { reddit: true }, notify: { outage: true } });
    await view.onSource('reddit', false);
    await view.onNotify('outage', false);
    expect(host.request).toHaveBeenCalledOnce();
    expect(host.drop).toHaveBeenCalledOnce();
    expect(notifications.request).toHaveBeenCalledOnce();
  });

  test('other sources ask for nothing', async () => {
    const { view, host } = opened();
    await view.onSource('mastodon', true);
    expect(host.request).not.toHaveBeenCalled();
  });
});

describe('backups by themselves', () => {
  test('are asked for at the click, and the background looks again', async () => {
    const { view, kept, schedule } = opened();
    await view.onExportEvery('weekly');
    expect(schedule.downloads.request).toHaveBeenCalledOnce();
    expect(schedule.changed).toHaveBeenCalledOnce();
    expect(kept().exportEvery).toBe('weekly');
  });
  test('are not without the permission', async () => {
    const { view, kept, schedule } = opened();
    schedule.downloads.request.mockResolvedValue(false);
    await view.onExportEvery('daily');
    expect(kept().exportEvery).toBe('never');
    expect(view.state().news).toBe('not-allowed');
  });
  test('switched off, what is not used any more is given back', async () => {
    const { view, kept, schedule } = opened();
    await view.onExportEvery('daily');
    await view.onExportEvery('never');
    expect(schedule.downloads.drop).toHaveBeenCalledOnce();
    expect(kept().exportEvery).toBe('never');
  });
});
