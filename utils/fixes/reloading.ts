import type { FixContext, Step } from './types';

/** A page has this long to report in after a navigation. */
export const PAGE_MS = 30_000;
/** Reading a code in a mail takes a while. */
export const SIGN_IN_MS = 10 * 60_000;

/** What the user had before the page was loaded anew: the text that was being typed, and the place in the chat. */
export function putBack({ draft, more }: FixContext): Step[] {
  const steps: Step[] = [];
  // A message that was sent may be in the chat already: putting it back would invite sending it twice.
  if (draft?.state === 'typing') steps.push({ verb: 'fill-composer', text: draft.text, replace: false });
  // Last: to find a place may take a while, and the text must not wait for it.
  if (more?.scroll) steps.push({ verb: 'restore-place', ...more.scroll });
  return steps;
}

/** One slash: what begins with two, or with something else, may name another site. */
const isPath = (path: string | undefined): path is string => /^\/(?![/\\])/.test(path ?? '');

/** The page in the tab, to which the user comes back. */
export function pathOf({ conversationId, more }: FixContext): string {
  if (conversationId !== null) return `/chat/${conversationId}`;
  return isPath(more?.path) ? more.path : '/new';
}
