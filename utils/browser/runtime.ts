import { type Browser, browser } from 'wxt/browser';

/** Address of one of the extension's own pages. */
export const extensionUrl = (path: string): string => browser.runtime.getURL(path as never);

export const extensionVersion = (): string => browser.runtime.getManifest().version;

/** BCP 47. */
export const uiLanguage = (): string => browser.i18n.getUILanguage();

/** Wakes the background when the browser starts. */
export const onBrowserStart = (listener: () => void): void => browser.runtime.onStartup.addListener(listener);

/** Neither an update nor the browser's own. `isTrial`: loaded by hand, by somebody who develops or tests. */
export const onInstall = (listener: (isTrial: boolean) => void): void =>
  browser.runtime.onInstalled.addListener(({ reason, temporary }: Installed) => {
    if (reason !== 'install') return;
    void browser.management
      .getSelf()
      .then(({ installType }) => listener(temporary === true || installType === 'development'));
  });

/** `temporary`: Firefox says so. */
type Installed = Browser.runtime.InstalledDetails & { readonly temporary?: boolean };

const STAY_AWAKE_EVERY_MS = 20_000;

/** Chrome ends a background that has asked nothing of it for half a minute, whatever it is at. Returns what lets it sleep again. */
export function stayAwake(): () => void {
  const timer = setInterval(() => void browser.runtime.getPlatformInfo(), STAY_AWAKE_EVERY_MS);
  return () => clearInterval(timer);
}
