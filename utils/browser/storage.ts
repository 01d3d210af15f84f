import { browser } from 'wxt/browser';

/** `session` lives as long as the browser runs, `local` for good. */
export type StorageArea = 'local' | 'session';

export const storageOf = (area: StorageArea) => browser.storage[area];
