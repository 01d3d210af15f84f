import { fillComposer, findComposer, readComposer } from '@/utils/claude/composer';
import { pageDraftAt } from '@/utils/claude/page-draft';
import { conversationIdOf, isChatPath } from '@/utils/claude/page-place';
import type { Input } from '@/utils/messaging/protocol';

/** The page puts back its own draft of a new chat, and may build the composer twice. */
const CALM_MS = 1_000;
const PATIENCE_MS = 20_000;

/**
 * Puts back what was typed, if the composer stays untouched and has nothing but what is kept: an older copy of it, another tab's, or
 * what the page had written down before. True when it stands there.
 */
export async function putBack(
  { text, updatedAt, elsewhere }: Input<'put-back'>,
  touched: () => boolean,
): Promise<boolean> {
  if (!isChatPath(location.pathname)) return false;
  const pagesAt = conversationIdOf(location.pathname) === null ? pageDraftAt(localStorage) : null;
  const isOlder = pagesAt !== null && pagesAt < updatedAt;
  const isKept = (there: string): boolean =>
    isOlder || [text, ...elsewhere].some((kept) => kept.startsWith(there));
  const composer = await calmComposer(touched, isKept);
  return composer !== undefined && !touched() && fillComposer(composer, text);
}

/** The composer once it stands there untouched for a moment, with nothing that isn't kept; undefined when it doesn't come to that. */
async function calmComposer(
  touched: () => boolean,
  isKept: (text: string) => boolean,
): Promise<HTMLElement | undefined> {
  const until = Date.now() + PATIENCE_MS;
  let calmSince = Date.now();
  let seen: HTMLElement | null = null;
  while (Date.now() < until && !touched()) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const composer = findComposer(document);
    if (composer && !isKept(readComposer(composer))) return undefined;
    if (composer !== seen) calmSince = Date.now();
    seen = composer;
    if (composer && Date.now() - calmSince >= CALM_MS) return composer;
  }
  return undefined;
}
