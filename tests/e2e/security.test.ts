import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import { expectQuietConsole, pause, startWorld, type World } from './kit.ts';
import { takeWrongs } from './request-watch.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

/** Runs in a web page: whatever it can try at an extension whose address it knows. Names what worked. */
async function reachFor(origin: string): Promise<string[]> {
  const worked: string[] = [];
  const paths = [
    'manifest.json',
    'popup.html',
    'library.html',
    'tab-observer.js',
    'icon/16.png',
    '_locales/en/messages.json',
  ];
  for (const path of paths) {
    await fetch(`${origin}/${path}`).then(
      () => worked.push(`fetch ${path}`),
      () => undefined,
    );
    for (const [name, attribute] of [
      ['img', 'src'],
      ['script', 'src'],
      ['link', 'href'],
    ] as const) {
      const element = document.createElement(name);
      if (name === 'link') element.setAttribute('rel', 'stylesheet');
      const loaded = new Promise<boolean>((resolve) => {
        element.addEventListener('load', () => resolve(true));
        element.addEventListener('error', () => resolve(false));
      });
      element.setAttribute(attribute, `${origin}/${path}`);
      document.body.append(element);
      if (await loaded) worked.push(`${name} ${path}`);
    }
  }
  const frame = document.createElement('iframe');
  frame.src = `${origin}/popup.html`;
  document.body.append(frame);
  await new Promise((resolve) => setTimeout(resolve, 500));
  if ((frame.contentWindow?.length ?? 0) > 0) worked.push('iframe');
  const { chrome } = globalThis as { chrome?: { runtime?: { sendMessage?: unknown; connect?: unknown } } };
  if (chrome?.runtime?.sendMessage || chrome?.runtime?.connect) worked.push('runtime');
  return worked;
}

it.each(['https://example.com/', 'https://claude.ai/new'])(
  '%s can load nothing of it, and not speak with it',
  async (url) => {
    const page = await world.browser.newPage(url);
    expect(await page.evaluate(reachFor, world.browser.extensionOrigin)).toEqual([]);
    await page.close();
    world.browser.pageErrors.length = 0;
  },
);

/** Runs in a page of the extension. Names what the policy has let through. */
async function slip(): Promise<string[]> {
  const got: string[] = [];
  const attempt = async (name: string, what: () => unknown): Promise<void> => {
    try {
      await what();
    } catch {
      return;
    }
    if (name.startsWith('fetch') || document.documentElement.dataset.slipped) got.push(name);
    delete document.documentElement.dataset.slipped;
  };
  // What the driver runs may do more, until it first waits.
  await new Promise((resolve) => setTimeout(resolve, 0));
  const run = 'document.documentElement.dataset.slipped = "1"';
  await attempt('eval', () => (Reflect.get(globalThis, 'eval') as (code: string) => void)(run));
  await attempt('Function', () => new Function(run)());
  await attempt('a timer of text', () => {
    setTimeout(run as never, 0);
    return new Promise((resolve) => setTimeout(resolve, 50));
  });
  await attempt('a script of text', () => {
    const script = document.createElement('script');
    script.textContent = run;
    document.body.append(script);
  });
  await attempt('a handler', () => {
    const button = document.createElement('button');
    button.setAttribute('onclick', run);
    document.body.append(button);
    button.click();
    button.remove();
  });
  await attempt('a script from elsewhere', () => import('https://claude.ai/assets/app.js' as string));
  await attempt('fetch of another host', () => fetch('https://downdetector.com/', { mode: 'no-cors' }));
  await attempt('fetch without TLS', () => fetch('http://claude.ai/', { mode: 'no-cors' }));
  return got;
}

/** Runs in a page of the extension. */
function becomesMarkup(): boolean {
  try {
    document.createElement('div').innerHTML = '<b>bold</b>';
    return true;
  } catch {
    return false;
  }
}

it('a page of it runs no text, loads no script from elsewhere and asks nobody else', async () => {
  const page = await world.browser.openExtensionPage('library.html');
  await page.waitForSelector('input[type="search"]');
  expect(await page.evaluate(slip)).toEqual([]);
  // Firefox has this rule from its version 148 on.
  expect(await page.evaluate(becomesMarkup)).toBe(false);
  // What was refused is told, by Chromium under the driver's name; it is what this test wanted.
  const { problems, pageErrors } = world.browser;
  await waitFor(() => [...problems, ...pageErrors].some((one) => /TrustedHTML|injection sink/.test(one)), {
    message: 'the refusal to be told',
  });
  await pause(1_000);
  problems.length = 0;
  await page.close();
});

/** Runs in the extension. */
async function tell(text: string): Promise<void> {
  const address = `https://mastodon.social/api/v1/timelines/tag/claudeai?limit=40&text=${encodeURIComponent(text)}`;
  await fetch(address, { credentials: 'omit' }).catch(() => undefined);
  await fetch('https://claude.ai/api/auth/logout', { method: 'POST', body: text }).catch(() => undefined);
}

it('a request that is not on the list fails the test in which it was made', async () => {
  expect(takeWrongs()).toEqual([]);
  await world.browser.evaluateInExtension(tell, 'what I wrote');
  const wrongs = takeWrongs().join('\n');
  expect(wrongs).toMatch(/mastodon\.social is asked for what is not on the list: GET .*text=what/);
  expect(wrongs).toMatch(/claude\.ai is told something by POST, and not by its own page/);
});
