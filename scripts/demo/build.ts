import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserName } from '../../tests/browsers/types.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const WXT = join(ROOT, 'node_modules', 'wxt');

/** Builds for one browser and returns the folder of the built extension. WXT's own words are shown when it fails. */
export async function buildExtension(browser: BrowserName): Promise<string> {
  const { bin } = JSON.parse(readFileSync(join(WXT, 'package.json'), 'utf8')) as { bin: { wxt: string } };
  const target = browser === 'firefox' ? ['-b', 'firefox'] : [];
  const child = spawn(process.execPath, [join(WXT, bin.wxt), 'build', ...target], { cwd: ROOT });
  let words = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part) => {
      words += String(part);
    });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new Error(`${words}\nThe build failed (exit code ${code}).`);
  return join(ROOT, '.output', browser === 'firefox' ? 'firefox-mv3' : 'chrome-mv3');
}
