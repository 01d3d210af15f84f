import { extensionUrl, onInstall } from '@/utils/browser/runtime';
import { isClaudeInFront, openTab } from '@/utils/browser/tabs';
import { welcomed } from '@/utils/storage/items';

/**
 * Tells once what Lifeline does, keeps and asks for. Nobody who is at claude.ai is taken away from it, nor is who loads a build by
 * hand, again and again: there the page waits behind.
 */
export function firstRun(): void {
  onInstall((isTrial) => void welcome(isTrial));
}

async function welcome(isTrial: boolean): Promise<void> {
  if (await welcomed.get()) return;
  await welcomed.set(true);
  await openTab(extensionUrl('/welcome.html'), !isTrial && !(await isClaudeInFront()));
}
