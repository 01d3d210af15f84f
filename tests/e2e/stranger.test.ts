import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ExtensionBrowser, launch } from '../browsers/launch.ts';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import { startStage } from '../stage/stage.ts';
import type { Stage } from '../stage/types.ts';
import { BROWSER, BUILT, pause, type Tab, tabOf } from './kit.ts';

interface Us {
  readonly id: string;
  readonly origin: string;
}

interface Api {
  readonly runtime: {
    sendMessage: (id: string | object, message?: object) => Promise<unknown>;
    connect: (id: string) => { onDisconnect: { addListener: (listener: () => void) => void } };
    onMessage: {
      addListener: (
        listener: (message: Us, sender: unknown, respond: (worked: string[]) => void) => true,
      ) => void;
    };
  };
}
declare const chrome: Api;

/** Runs as the stranger's background. */
function strangersBackground(): void {
  const { runtime } = chrome;
  const isAnswered = (what: Promise<unknown>): Promise<boolean> =>
    what.then(
      (answer) => answer !== undefined,
      () => false,
    );
  const isConnected = (id: string): Promise<boolean> =>
    new Promise((resolve) => {
      runtime.connect(id).onDisconnect.addListener(() => resolve(false));
      setTimeout(() => resolve(true), 1_000);
    });
  async function tryAll({ id, origin }: Us): Promise<string[]> {
    const inputs = {
      'get-view': { tabId: null },
      'start-fix': { tabId: null, fix: 'clear-site-data' },
      'back-up-chat': { tabId: 1 },
      'get-half-answer': { conversationId: 'x' },
      'observe-tab': {},
    };
    const worked: string[] = [];
    for (const [name, input] of Object.entries(inputs))
      if (await isAnswered(runtime.sendMessage(id, { name, input }))) worked.push(name);
    if (await isConnected(id)) worked.push('connect');
    for (const path of ['popup.html', 'tab-observer.js', 'manifest.json'])
      if (await isAnswered(fetch(`${origin}/${path}`))) worked.push(path);
    return worked;
  }
  runtime.onMessage.addListener((us, _, respond) => {
    void tryAll(us).then(respond);
    return true;
  });
}

/** Runs as the stranger's script in claude.ai. */
function strangersScript(): void {
  document.addEventListener('stranger-goes', async (event) => {
    const us = JSON.parse(String((event as CustomEvent).detail)) as object;
    const worked = await chrome.runtime.sendMessage(us);
    const buttons = document.querySelector('lifeline-prompt')?.shadowRoot?.querySelectorAll('button') ?? [];
    for (const button of buttons) {
      button.focus();
      button.click();
      for (const type of ['keydown', 'keyup'])
        button.dispatchEvent(new KeyboardEvent(type, { key: 'Enter', bubbles: true, composed: true }));
    }
    document.documentElement.dataset.stranger = JSON.stringify({ worked, pressed: buttons.length });
  });
}

async function writeStranger(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const background =
    BROWSER === 'firefox' ? { scripts: ['background.js'] } : { service_worker: 'background.js' };
  const manifest = {
    manifest_version: 3,
    name: 'Stranger',
    version: '1.0',
    host_permissions: ['https://claude.ai/*'],
    background,
    content_scripts: [{ matches: ['https://claude.ai/*'], js: ['script.js'] }],
    ...(BROWSER === 'firefox' && { browser_specific_settings: { gecko: { id: 'stranger@example.com' } } }),
  };
  const files = {
    'manifest.json': JSON.stringify(manifest),
    'background.js': `(${strangersBackground})()`,
    'script.js': `(${strangersScript})()`,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
}

let folder: string;
let stage: Stage;
let browser: ExtensionBrowser;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lifeline-stranger-'));
  await writeStranger(folder);
  stage = await startStage();
  stage.reset({ retryMode: 'off', telemetryMs: 60_000 });
  browser = await launch(BROWSER, { extensionPath: BUILT, besides: folder, stage });
});
afterAll(async () => {
  await browser.close();
  await stage.close();
  await rm(folder, { recursive: true, force: true });
});

const resultOf = (tab: Tab): Promise<{ worked: string[]; pressed: number }> =>
  waitFor(() => tab.page.evaluate(() => JSON.parse(document.documentElement.dataset.stranger ?? 'null')), {
    timeoutMs: 20_000,
    message: 'the stranger to be done',
  });

it('another extension gets no answer, no file, and no click', async () => {
  const tab = tabOf(browser, await browser.newPage(`https://claude.ai/chat/${SEEDED.short}`));
  stage.fail({ on: 'send', kind: 'json-503', times: 1 });
  await tab.send('Once');
  await tab.prompt('degraded');
  const { hostname } = new URL(browser.extensionOrigin);
  const us: Us = {
    id: BROWSER === 'firefox' ? 'lifeline@lifeline.example' : hostname,
    origin: browser.extensionOrigin,
  };
  await tab.page.evaluate((detail) => {
    document.dispatchEvent(new CustomEvent('stranger-goes', { detail }));
  }, JSON.stringify(us));
  const { worked, pressed } = await resultOf(tab);
  expect(worked).toEqual([]);
  expect(pressed).toBeGreaterThan(1);
  await pause(2_500);
  expect(stage.sends()).toHaveLength(1);
  expect(await tab.noPrompt()).toBe(false);
  expect(browser.problems).toEqual([]);
});
