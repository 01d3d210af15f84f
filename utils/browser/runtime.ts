import { browser } from 'wxt/browser';

/** Address of one of the extension's own pages. */
export const extensionUrl = (path: string): string => browser.runtime.getURL(path as never);

export const extensionVersion = (): string => browser.runtime.getManifest().version;

/** BCP 47. */
export const uiLanguage = (): string => browser.i18n.getUILanguage();
