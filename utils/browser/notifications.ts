import { browser } from 'wxt/browser';

/** Not there before the user has allowed it. */
type Api = typeof browser.notifications | undefined;
const api = (): Api => browser.notifications as Api;

export const mayNotify = (): Promise<boolean> =>
  browser.permissions.contains({ permissions: ['notifications'] });

/** One of a kind: the next with the same id takes its place. false when it may not be shown. */
export async function notify(id: string, title: string, message: string): Promise<boolean> {
  if (!api() || !(await mayNotify())) return false;
  const iconUrl = browser.runtime.getURL('/icon/128.png');
  await browser.notifications.create(id, { type: 'basic', iconUrl, title, message });
  return true;
}

/** Chrome gives the API to a worker that runs when the user allows it; so both at once and then. */
export function onNotificationClicked(listener: (id: string) => void): void {
  const clicked = (id: string): void => {
    listener(id);
    void browser.notifications.clear(id);
  };
  const register = (): void => {
    if (api() && !browser.notifications.onClicked.hasListener(clicked))
      browser.notifications.onClicked.addListener(clicked);
  };
  register();
  browser.permissions.onAdded.addListener(register);
}
