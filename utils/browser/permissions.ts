import { browser } from 'wxt/browser';
import type { Need } from '@/utils/fixes/types';

/** `origin` is a match pattern, such as `https://www.reddit.com/*`. */
export const hasHost = (origin: string): Promise<boolean> =>
  browser.permissions.contains({ origins: [origin] });

/** Only at a click, and before anything else is awaited: else the browser refuses. */
export const requestHost = (origin: string): Promise<boolean> =>
  browser.permissions.request({ origins: [origin] });

export const dropHost = (origin: string): Promise<boolean> =>
  browser.permissions.remove({ origins: [origin] });

/** The same as above for what isn't a site. */
export const requestNotifications = (): Promise<boolean> =>
  browser.permissions.request({ permissions: ['notifications'] });

/** What a fix may need. Asked for as above: only at a click; who has allowed it isn't asked again. */
export const requestPermission = (need: Need): Promise<boolean> =>
  browser.permissions.request({ permissions: [need] });

export const hasPermission = (need: Need): Promise<boolean> =>
  browser.permissions.contains({ permissions: [need] });

/** Given back; false when there was none. */
export const dropPermission = (need: Need): Promise<boolean> =>
  browser.permissions.remove({ permissions: [need] });
