import { describe, expect, it } from 'vitest';
import { built, TARGETS, type Target } from './build';

interface Manifest {
  version?: string;
  permissions?: string[];
  optional_permissions?: string[];
  host_permissions?: string[];
  optional_host_permissions?: string[];
  content_scripts?: { matches: string[] }[];
  browser_specific_settings?: unknown;
}

const manifestOf = (target: Target): Manifest => JSON.parse(built(target, 'manifest.json').toString());

/** Asked for at the click that needs it, and never before. */
const MAY_ASK_LATER = ['browsingData', 'notifications', 'downloads', 'offscreen', 'cookies'];

describe.each(TARGETS)('%s', (target) => {
  it('has the manifest that was reviewed (npx vitest run --project unit -u takes over a new one)', async () => {
    const { version, ...manifest } = manifestOf(target);
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    // A style's hash changes with the style: content-policy.test.ts sees to it that the right ones are there.
    const text = `${JSON.stringify(manifest, null, 2)}\n`.replaceAll(/'sha256-[^']+'/g, "'sha256-…'");
    await expect(text).toMatchFileSnapshot(`../expected/manifests/${target}.json`);
  });

  it('asks at install for these permissions and no other', () => {
    expect(manifestOf(target).permissions).toEqual([
      'storage',
      'unlimitedStorage',
      'alarms',
      'webRequest',
      'scripting',
    ]);
    const later = manifestOf(target).optional_permissions ?? [];
    expect(later.filter((one) => !MAY_ASK_LATER.includes(one))).toEqual([]);
  });

  it('reaches claude.ai and no other site', () => {
    const { host_permissions, content_scripts = [], optional_host_permissions = [] } = manifestOf(target);
    expect(host_permissions).toEqual(['https://claude.ai/*']);
    expect([...new Set(content_scripts.flatMap(({ matches }) => matches))]).toEqual(['https://claude.ai/*']);
    expect(optional_host_permissions.filter((host) => !/^https:\/\/[\w.]+\/\*$/.test(host))).toEqual([]);
  });
});

it('tells Firefox that nothing is collected, and Chrome nothing of Firefox', () => {
  expect(manifestOf('chrome-mv3')).not.toHaveProperty('browser_specific_settings');
  expect(manifestOf('firefox-mv3')).toHaveProperty(
    'browser_specific_settings.gecko.data_collection_permissions',
    { required: ['none'] },
  );
});
