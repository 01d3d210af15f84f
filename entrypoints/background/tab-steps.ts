import { sendToTab } from '@/utils/browser/messages';
import { runTabSteps } from '@/utils/browser/scripts';
import type { PageStep } from '@/utils/fixes/types';
import { type Input, type Output, protocol } from '@/utils/messaging/protocol';

/** Hands a step of a plan to the tab, which reports when it is done. False: nobody is there. */
export async function orderStep(tabId: number, order: Input<'perform-step'>): Promise<boolean> {
  await runTabSteps(tabId);
  return (await sendToTab(tabId, 'perform-step', order)).ok;
}

/** Lets the tab perform a part of one of the background's own steps. The problem as a word key, or null when it is done. */
export async function performInTab(tabId: number, step: PageStep): Promise<string | null> {
  await runTabSteps(tabId);
  const answer = await sendToTab(tabId, 'perform-now', { step });
  if (!answer.ok) return 'tab_gone';
  const parsed = protocol['perform-now'].output.safeParse(answer.value);
  return parsed.success ? parsed.data.problem : 'hook_missing';
}

/** Gives a page that has begun what was typed. */
export async function giveBack(tabId: number, kept: Input<'put-back'>): Promise<void> {
  await runTabSteps(tabId);
  await sendToTab(tabId, 'put-back', kept);
}

/** What a plan needs to know of the page as it is now; null when it can't tell. `kept`: the text that may be put back. */
export async function describeTab(
  tabId: number,
  kept: string | null,
): Promise<Output<'describe-page'> | null> {
  await runTabSteps(tabId);
  const answer = await sendToTab(tabId, 'describe-page', { kept });
  return answer.ok ? (protocol['describe-page'].output.safeParse(answer.value).data ?? null) : null;
}
