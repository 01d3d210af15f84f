import { browser } from 'wxt/browser';

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
