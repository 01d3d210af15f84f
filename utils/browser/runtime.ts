import { browser } from 'wxt/browser';

/** Address of one of the extension's own pages. */
export const extensionUrl = (path: string): string => browser.runtime.getURL(path as never);

export const extensionVersion = (): string => browser.runtime.getManifest().version;

/** BCP 47. */
export const uiLanguage = (): string => browser.i18n.getUILanguage();

/** Wakes the background when the browser starts. */
export const onBrowserStart = (listener: () => void): void => browser.runtime.onStartup.addListener(listener);

const STAY_AWAKE_EVERY_MS = 20_000;

/** Chrome ends a background that has asked nothing of it for half a minute, whatever it is at. Returns what lets it sleep again. */
export function stayAwake(): () => void {
  const timer = setInterval(() => void browser.runtime.getPlatformInfo(), STAY_AWAKE_EVERY_MS);
  return () => clearInterval(timer);
}
