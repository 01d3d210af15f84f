import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { scheduledExport } from '@/entrypoints/background/scheduled-export';
import { alarmAt, clearAlarm, onAlarm, setAlarm } from '@/utils/browser/alarms';
import { downloadTo } from '@/utils/browser/downloads';
import { closeHiddenPage, openHiddenPage } from '@/utils/browser/hidden-page';
import { SCHEDULED_EXPORT } from '@/utils/settings/schedule';
import type { Settings } from '@/utils/settings/types';
import { lastExport } from '@/utils/storage/backup-items';
import { settings } from '@/utils/storage/settings-items';

vi.mock('@/utils/browser/alarms', () => ({
  alarmAt: vi.fn(),
  clearAlarm: vi.fn(),
  onAlarm: vi.fn(),
  setAlarm: vi.fn(),
}));
vi.mock('@/utils/browser/downloads', () => ({ downloadTo: vi.fn() }));
vi.mock('@/utils/browser/hidden-page', () => ({ openHiddenPage: vi.fn(), closeHiddenPage: vi.fn() }));
vi.mock('@/utils/browser/runtime', () => ({
  extensionVersion: () => '1.2.3',
  stayAwake: () => () => undefined,
}));

const NOW = new Date(2026, 10, 21).getTime();
const HOUR = 3_600_000;
const FILES = [{ name: 'lifeline-backup-2026-11-21.zip', url: 'blob:a' }];

beforeEach(() => {
  fakeBrowser.reset();
  vi.spyOn(Date, 'now').mockReturnValue(NOW);
  vi.mocked(openHiddenPage).mockResolvedValue();
  vi.mocked(closeHiddenPage).mockResolvedValue();
  vi.mocked(downloadTo).mockResolvedValue(null);
  vi.mocked(alarmAt).mockResolvedValue(null);
  vi.mocked(setAlarm).mockResolvedValue();
});

async function begin(exportEvery: Settings['exportEvery']) {
  await settings.update((all) => ({ ...all, exportEvery }));
  const handlers = scheduledExport();
  await vi.waitFor(() => expect(alarmAt).toHaveBeenCalled());
  const listener = vi.mocked(onAlarm).mock.calls[0]?.[0];
  const rings = async (): Promise<void> => {
    vi.mocked(setAlarm).mockClear();
    listener?.(SCHEDULED_EXPORT);
    await vi.waitFor(() =>
      expect(vi.mocked(setAlarm).mock.calls.length + vi.mocked(clearAlarm).mock.calls.length).toBeGreaterThan(
        0,
      ),
    );
  };
  const made = (problem: string | null = null, files = FILES) =>
    handlers['save-exports']?.({ files, problem }, { kind: 'page', tabId: null, isPrivate: false });
  return { rings, made };
}

test('the alarm that Firefox forgets at its end is set again, if there is to be one', async () => {
  await begin('daily');
  await vi.waitFor(() => expect(setAlarm).toHaveBeenCalledWith(SCHEDULED_EXPORT, 0));
});

test('nothing is done unasked', async () => {
  const { rings } = await begin('never');
  await rings();
  expect(openHiddenPage).not.toHaveBeenCalled();
  expect(clearAlarm).toHaveBeenCalledWith(SCHEDULED_EXPORT);
});

test('what the hidden page has made is written into the folder, and the next one is due a day later', async () => {
  const { rings, made } = await begin('daily');
  await rings();
  expect(openHiddenPage).toHaveBeenCalledWith('/offscreen.html?version=1.2.3');
  expect(await lastExport.get()).toEqual({ at: NOW, problem: 'not-finished' });
  await made();
  expect(downloadTo).toHaveBeenCalledWith('Lifeline/lifeline-backup-2026-11-21.zip', 'blob:a');
  expect(await lastExport.get()).toEqual({ at: NOW, problem: null });
  expect(closeHiddenPage).toHaveBeenCalled();
  await rings();
  expect(openHiddenPage).toHaveBeenCalledOnce();
  expect(setAlarm).toHaveBeenCalledWith(SCHEDULED_EXPORT, 24 * HOUR);
});

test.each([
  ['an empty library', 'empty', [], null, 'empty'],
  ['a full disk', null, FILES, 'FILE_NO_SPACE', 'FILE_NO_SPACE'],
  ['a permission that was taken back', null, FILES, 'not-allowed', 'not-allowed'],
])('%s is said, and tried again later', async (_, problem, files, answer, kept) => {
  vi.mocked(downloadTo).mockResolvedValue(answer);
  const { rings, made } = await begin('weekly');
  await rings();
  await made(problem, files);
  expect(await lastExport.get()).toEqual({ at: NOW, problem: kept });
  await rings();
  expect(setAlarm).toHaveBeenCalledWith(SCHEDULED_EXPORT, 6 * HOUR);
});

test('of several parts none is left out, and the first trouble is the one that is told', async () => {
  vi.mocked(downloadTo).mockResolvedValueOnce(null).mockRejectedValueOnce(new Error('no such folder'));
  const { rings, made } = await begin('daily');
  await rings();
  await made(null, [...FILES, { name: 'second.zip', url: 'blob:b' }]);
  expect(downloadTo).toHaveBeenCalledTimes(2);
  expect((await lastExport.get())?.problem).toBe('no such folder');
});

test('without a page to make it in, that is said', async () => {
  vi.mocked(openHiddenPage).mockRejectedValue(new Error('No document.'));
  const { rings } = await begin('daily');
  await rings();
  expect((await lastExport.get())?.problem).toBe('not-allowed');
});
