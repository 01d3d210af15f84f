import { beforeEach, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { DEFAULT_SETTINGS, type Settings } from '@/utils/settings/types';
import { settings } from '@/utils/storage/settings-items';

/** As unlike the defaults as can be. */
const CHOSEN: Settings = {
  sources: {
    'claude-status-page': false,
    'hacker-news': false,
    'github-issues': false,
    reddit: true,
    mastodon: false,
  },
  statusEveryMin: 30,
  community: 'on-request',
  checkInternet: false,
  quietHours: { from: 1_320, to: 420 },
  notify: { back: false, outage: true },
  privateDrafts: true,
  automaticBackup: false,
  backUpFiles: true,
  exportEvery: 'weekly',
  assistant: 'https://assistant.example/',
};
const store = (value: unknown) => fakeBrowser.storage.local.set({ settings: { version: 1, value } });
const { mastodon: _, ...withoutMastodon } = CHOSEN.sources;

beforeEach(() => fakeBrowser.reset());

test('nothing in the choices of this test is as it comes', () => {
  for (const key of Object.keys(CHOSEN) as (keyof Settings)[])
    expect(CHOSEN[key]).not.toEqual(DEFAULT_SETTINGS[key]);
});

test.each<[string, object, Partial<Settings>]>([
  ['what was chosen', {}, {}],
  ['of a version that had one source less: that one is not asked', { sources: withoutMastodon }, {}],
  ['of a version that had one source more', { sources: { ...CHOSEN.sources, lemmy: true } }, {}],
  ['a source that is neither on nor off is not asked', { sources: { ...CHOSEN.sources, reddit: 1 } }, off()],
  ['a choice that came later', { statusEveryMin: undefined }, { statusEveryMin: 5 }],
  ['a choice that is gone', { theme: 'dark' }, {}],
  ['a time that is none', { quietHours: { from: 1e9, to: 0 } }, { quietHours: null }],
  ['a word of a later version', { community: 'never' }, { community: 'in-trouble' }],
  ['a notice that came later', { notify: { outage: true } }, { notify: { back: true, outage: true } }],
  ['notices that are none', { notify: 7 }, { notify: DEFAULT_SETTINGS.notify }],
  ['sources that are none', { sources: [] }, { sources: DEFAULT_SETTINGS.sources }],
])('%s: the other choices stay', async (_name, special, expected) => {
  await store({ ...CHOSEN, ...special });
  expect(await settings.get()).toEqual({ ...CHOSEN, ...expected });
});

function off(): Partial<Settings> {
  return { sources: { ...CHOSEN.sources, reddit: false } };
}

test('a change keeps them, too', async () => {
  await store({ ...CHOSEN, sources: withoutMastodon });
  await settings.update((before) => ({ ...before, statusEveryMin: 15 }));
  expect(await settings.get()).toEqual({ ...CHOSEN, statusEveryMin: 15 });
});
