import { findComposer, readAttachments, readComposer } from '@/utils/claude/composer';
import { conversationIdOf } from '@/utils/claude/page-place';
import type { Draft } from '@/utils/drafts/types';

export interface Kept extends Pick<Draft, 'text' | 'attachments'> {
  /** Epoch ms at which it stood in the composer. */
  readonly at: number;
  /** A hand had to do with it: a page's own script can't fill the shelf with what nobody has written. */
  readonly isUsers: boolean;
}

export const NOTHING: Kept = { text: '', attachments: [], at: 0, isUsers: false };

export const here = (): string | null => conversationIdOf(location.pathname);

/** What stands in the composer now; undefined when there is none. */
export function readKept(isUsers: boolean): Kept | undefined {
  const composer = findComposer(document);
  if (!composer) return undefined;
  return { text: readComposer(composer), attachments: readAttachments(document), at: Date.now(), isUsers };
}
