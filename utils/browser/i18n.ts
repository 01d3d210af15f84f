import { browser } from 'wxt/browser';

export type MessageKey = Parameters<typeof browser.i18n.getMessage>[0];

/** "12,480" or "12.480", as the language of the words writes it; what is words already stays. */
const inWords = (value: string | number): string => value.toLocaleString(browser.i18n.getMessage('lang'));

/** The words for a key in the user's language. Components may use this one browser call: it only looks words up. */
export const t = (key: MessageKey, ...values: readonly (string | number)[]): string =>
  browser.i18n.getMessage(key as never, values.map(inWords) as never);
