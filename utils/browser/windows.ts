import { browser } from 'wxt/browser';

/** Chrome lets an extension open a private window that it can't look into; Firefox only one that may run there. */
export const mayOpenPrivate = async (): Promise<boolean> =>
  !import.meta.env.FIREFOX || (await browser.extension.isAllowedIncognitoAccess());

/** false where the browser doesn't let it, or has private windows switched off. */
export async function openPrivateWindow(url: string): Promise<boolean> {
  try {
    await browser.windows.create({ incognito: true, url });
    return true;
  } catch {
    return false;
  }
}
