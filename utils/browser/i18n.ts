import { browser } from 'wxt/browser';

export type MessageKey = Parameters<typeof browser.i18n.getMessage>[0];

/** The words for a key in the user's language. Components may use this one browser call: it only looks words up. */
export const t = (key: MessageKey, ...values: readonly (string | number)[]): string =>
  browser.i18n.getMessage(key as never, values.map(String) as never);
