import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { showBadge } from '@/utils/browser/badge';
import { SEVERITIES, type Severity } from '@/utils/diagnosis/severity';

const severities = [...new Set<Severity>(['none', ...Object.values(SEVERITIES)])];

async function iconsOf(severity: Severity): Promise<Record<number, string>> {
  const setIcon = vi.spyOn(browser.action, 'setIcon').mockResolvedValue(undefined);
  for (const name of ['setBadgeText', 'setTitle', 'setBadgeBackgroundColor', 'setBadgeTextColor'] as const)
    vi.spyOn(browser.action, name).mockResolvedValue(undefined);
  setIcon.mockClear();
  await showBadge(severity, 'a sentence', 7);
  expect(setIcon).toHaveBeenCalledTimes(1);
  const [details] = setIcon.mock.calls.flat();
  const { path, tabId } = details as unknown as { path: Record<number, string>; tabId?: number };
  expect(tabId).toBe(7);
  return path;
}

const png = (path: string): Buffer => readFileSync(`public${path}`);

it.each(severities)('%s has an icon in each size of the toolbar', async (severity) => {
  const icons = await iconsOf(severity);
  expect(Object.keys(icons)).toEqual(['16', '32', '48']);
  for (const [size, path] of Object.entries(icons)) expect(png(path).readUInt32BE(16)).toBe(Number(size));
});

it('each kind of trouble has its own picture', async () => {
  const pictures = new Set<string>();
  for (const severity of severities)
    pictures.add(png((await iconsOf(severity))[32] ?? '').toString('base64'));
  expect(pictures.size).toBe(severities.length);
});
