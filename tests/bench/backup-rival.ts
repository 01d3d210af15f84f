import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { launch } from '../browsers/launch.ts';
import type { BrowserName } from '../browsers/types.ts';
import type { Stage } from '../stage/types.ts';

/** Of the exporter that was measured: three at a time, then a rest, and one ZIP at the end. */
const AT_ONCE = 3;
const REST_MS = 200;

interface Zipper {
  zipSync(files: Record<string, Uint8Array>, options: { level: 6 }): Uint8Array;
  strToU8(text: string): Uint8Array;
}
declare const fflate: Zipper;

/** Runs in a page of claude.ai: what that exporter does, without its own overhead. */
async function exportAll(organization: string, atOnce: number, restMs: number): Promise<number> {
  const start = performance.now();
  const base = `/api/organizations/${organization}/chat_conversations`;
  const rows = (await (await fetch(base)).json()) as { uuid: string }[];
  const files: Record<string, Uint8Array> = {};
  for (let at = 0; at < rows.length; at += atOnce) {
    const one = async ({ uuid }: { uuid: string }): Promise<void> => {
      const answer = await fetch(`${base}/${uuid}?tree=True&rendering_mode=messages&render_all_tools=true`);
      files[`${uuid}.json`] = fflate.strToU8(JSON.stringify(await answer.json(), null, 2));
    };
    await Promise.all(rows.slice(at, at + atOnce).map(one));
    await new Promise((resolve) => setTimeout(resolve, restMs));
  }
  const zip = fflate.zipSync(files, { level: 6 });
  if (zip.length === 0) throw new Error('no ZIP');
  return performance.now() - start;
}

/** ms that the peer's pauses take on this machine, for the account that the stage has. A quicker ZIP than its own. */
export async function rivalMs(name: BrowserName, stage: Stage): Promise<number> {
  const driver = await launch(name, { extensionPath: null, stage });
  try {
    const page: Page = await driver.newPage('https://claude.ai/new');
    await page.goto('https://claude.ai/api/account_profile');
    const library = join(dirname(createRequire(import.meta.url).resolve('fflate')), '..', 'umd', 'index.js');
    await page.evaluate(await readFile(library, 'utf8'));
    return await page.evaluate(exportAll, stage.account.chatOrg, AT_ONCE, REST_MS);
  } finally {
    await driver.close();
  }
}
