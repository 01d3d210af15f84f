/** From a failing page, as its developer tools would save it, to a fixture: by the command itself. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ExtensionBrowser, launch } from '../browsers/launch.ts';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import { startStage } from '../stage/stage.ts';
import type { Stage, StageConfig } from '../stage/types.ts';
import { captureHar } from './har-capture.ts';
import { BROWSER, COMPOSER } from './kit.ts';

let stage: Stage;
let browser: ExtensionBrowser;
beforeAll(async () => {
  stage = await startStage();
  browser = await launch(BROWSER, { extensionPath: null, stage });
});
afterAll(async () => {
  await browser.close();
  await stage.close();
});

const SECRET = 'The gooseberry thief of Wolfenbüttel';

async function failing(config: Partial<StageConfig>, fail: () => void): Promise<string> {
  stage.reset({ retryMode: 'off', telemetryMs: 60_000, ...config });
  const page = await browser.newPage('about:blank');
  const capture = await captureHar(page, BROWSER);
  await page.goto(`https://claude.ai/chat/${SEEDED.short}`);
  fail();
  await page.waitForSelector(COMPOSER);
  await page.click(COMPOSER);
  await page.keyboard.type(SECRET);
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-testid="message-warning"], [role="status"] button, [role="alert"]', {
    timeout: 15_000,
  });
  // A stream that is still open has no body yet.
  const [stream, overs] = ['/StreamTimeline', capture.over('/StreamTimeline')];
  const isOver = () =>
    config.protocol === 'merged' ? capture.over(stream) > overs : capture.over('/completion') > 0;
  await waitFor(isOver, { timeoutMs: 20_000 });
  const har = await capture.har();
  await page.close();
  return har;
}

async function recorded(har: string): Promise<{ told: string; folder: string; everything: string }> {
  const home = mkdtempSync(join(tmpdir(), 'recorded-'));
  const [file, folder] = [join(home, 'saved.har'), join(home, 'fixture')];
  writeFileSync(file, har);
  const { stdout } = await promisify(execFile)(process.execPath, [
    'scripts/record/main.ts',
    file,
    '--out',
    folder,
  ]);
  const everything = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('\n');
  return { told: stdout, folder, everything };
}

test('a message that is refused, on the older protocol', async () => {
  const har = await failing({ protocol: 'legacy' }, () => stage.fail({ on: 'send', kind: 'json-529' }));
  expect(har).toMatch(BROWSER === 'chromium' ? /gooseberry/ : /aaaaaaaa-0000/);
  const { told, everything } = await recorded(har);
  expect(told).toMatch(/send +529 +overloaded +→ failed-send/);
  expect(told).toContain('Verdict on this alone: degraded');
  expect(everything).toContain('overloaded_error');
  expect(everything).not.toMatch(/gooseberry|Wolfenb|Short chat|How can I help|aaaaaaaa-0000/);
});

// Firefox gives nobody outside its own panel the body of a stream.
if (BROWSER === 'chromium')
  test('a turn that fails inside a stream, on the newer one', async () => {
    const har = await failing({ protocol: 'merged', cadenceMs: 1_500 }, () =>
      stage.fail({ on: 'stream', kind: 'inline-error', httpStatus: 529 }),
    );
    const { told, everything } = await recorded(har);
    expect(told).toMatch(/timeline +200 .*reply failed, overloaded, 529/);
    expect(everything).not.toMatch(/gooseberry|Short chat|How can I help|aaaaaaaa-0000/);
  });
