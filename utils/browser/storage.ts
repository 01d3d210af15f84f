import { browser } from 'wxt/browser';

/** `session` lives as long as the browser runs, `local` for good. */
export type StorageArea = 'local' | 'session';

export const storageOf = (area: StorageArea) => browser.storage[area];

/** Somebody has written one of these, in whichever area it stands. */
export function onStored(keys: readonly string[], then: () => void): void {
  browser.storage.onChanged.addListener((changes) => {
    if (keys.some((key) => Object.hasOwn(changes, key))) then();
  });
}
