import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { runStartScripts, runTabObserver } from '@/utils/browser/scripts';

const executeScript = vi.fn();

beforeEach(() => {
  executeScript.mockResolvedValue([]);
  vi.stubGlobal('chrome', fakeBrowser);
  Object.assign(fakeBrowser, { scripting: { executeScript } });
  vi.spyOn(fakeBrowser.runtime, 'getManifest').mockReturnValue({
    content_scripts: [{ js: ['first.js'] }, { js: ['second.js'], world: 'MAIN' }],
  } as never);
});

const ran = () =>
  executeScript.mock.calls.map(([{ target, files, world }]) => [target.tabId, ...files, world]);

test('what the manifest runs is run, in its order and each in its world', async () => {
  await runStartScripts(7);
  expect(ran()).toEqual([
    [7, 'first.js', 'ISOLATED'],
    [7, 'second.js', 'MAIN'],
  ]);
});

test('the second waits for the first', async () => {
  let finish = (): void => undefined;
  executeScript.mockReturnValueOnce(
    new Promise<void>((resolve) => {
      finish = resolve;
    }),
  );
  const running = runStartScripts(7);
  await Promise.resolve();
  expect(executeScript).toHaveBeenCalledTimes(1);
  finish();
  await running;
  expect(executeScript).toHaveBeenCalledTimes(2);
});

test('a tab that is gone, or shows an error page, is nobody’s trouble', async () => {
  executeScript.mockRejectedValue(new Error('Frame with ID 0 is showing error page'));
  await expect(runTabObserver(7)).resolves.toBeUndefined();
});
