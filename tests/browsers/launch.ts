import { launchChromium } from './chromium.ts';
import { launchFirefox } from './firefox.ts';
import type { BrowserName, ExtensionBrowser, LaunchOptions } from './types.ts';

export type { BrowserName, ExtensionBrowser, LaunchOptions, StageAddress } from './types.ts';

/** Starts a browser with the extension in it; resolves once the extension's background has started. */
export async function launch(name: BrowserName, options: LaunchOptions): Promise<ExtensionBrowser> {
  const driver = await (name === 'chromium' ? launchChromium(options) : launchFirefox(options));
  if (options.startUrl) {
    const [first] = await driver.browser.pages();
    await (first ? first.goto(options.startUrl) : driver.newPage(options.startUrl));
  }
  return driver;
}

/** The browser that the test run chose. */
export function chosenBrowser(): BrowserName {
  const name = process.env.LIFELINE_BROWSER ?? 'chromium';
  if (name !== 'chromium' && name !== 'firefox')
    throw new Error(`LIFELINE_BROWSER is neither chromium nor firefox: ${name}`);
  return name;
}
