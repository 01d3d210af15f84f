import { attachFile } from '@/utils/claude/attachments';
import { fillComposer, findComposer, readComposer } from '@/utils/claude/composer';
import { isReplying, retryControl } from '@/utils/claude/notices';
import { conversationIdOf } from '@/utils/claude/page-place';
import type { PageStep } from '@/utils/fixes/types';
import { clearCacheStorage } from './clear-cache-storage';
import { openModelMenu } from './open-model-menu';
import { restorePlace } from './restore-place';

/** A composer may be on its way after a page load. */
const COMPOSER_MS = 15_000;

/** Performs one step in the page. The problem as a word key, or null when it is done. `onFilled`: a text stands in the composer. */
export async function performStep(step: PageStep, onFilled?: () => void): Promise<string | null> {
  switch (step.verb) {
    case 'wait':
      await delay(step.ms);
      return null;
    case 'press-retry':
      return pressRetry(step.conversationId);
    case 'fill-composer':
      return fill(step, onFilled);
    case 'open-model-menu':
      return openModelMenu(step.model);
    case 'restore-place':
      await restorePlace(step);
      return null;
    case 'attach-file':
      return attach(step.name, step.text);
    case 'clear-cache-storage':
      return clearCacheStorage();
    default:
      return step satisfies never;
  }
}

const delay = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Only claude.ai's own control is pressed: it repeats the same message, under the same key. */
function pressRetry(conversationId: string | null): string | null {
  if (conversationIdOf(location.pathname) !== conversationId) return 'other_chat';
  if (isReplying(document)) return 'output_began';
  const control = retryControl(document);
  if (!control) return 'hook_missing';
  control.click();
  return null;
}

type Fill = Extract<PageStep, { readonly verb: 'fill-composer' }>;

async function fill({ text, replace, conversationId }: Fill, onFilled?: () => void): Promise<string | null> {
  const composer = await waitForComposer();
  if (!composer) return 'hook_missing';
  // The user may have gone to another chat since the fix was planned.
  if (conversationId !== undefined && conversationIdOf(location.pathname) !== conversationId)
    return 'other_chat';
  const there = readComposer(composer);
  if (there !== '' && there !== text && !replace) return 'other_text';
  if (!(await fillComposer(composer, text))) return 'hook_missing';
  onFilled?.();
  return null;
}

async function attach(name: string, text: string): Promise<string | null> {
  const composer = await waitForComposer();
  if (!composer) return 'hook_missing';
  const file = new File([text], name, { type: 'text/markdown' });
  return (await attachFile(composer, file)) ? null : 'not_attached';
}

async function waitForComposer(): Promise<HTMLElement | null> {
  for (const until = Date.now() + COMPOSER_MS; Date.now() < until; await delay(100)) {
    const composer = findComposer(document);
    if (composer) return composer;
  }
  return null;
}
