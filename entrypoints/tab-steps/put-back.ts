import { fillComposer, findComposer, readComposer } from '@/utils/claude/composer';
import { isChatPath } from '@/utils/claude/page-place';

/** The page puts back its own draft of a new chat, and may build the composer twice. */
const CALM_MS = 1_000;
const PATIENCE_MS = 20_000;
/**
 * Puts back what was typed, if the composer stays untouched and has nothing but what is kept: an older copy of it, or another
 * tab's. True when it stands there.
 */
export async function putBack(
  text: string,
  elsewhere: readonly string[],
  touched: () => boolean,
): Promise<boolean> {
  if (!isChatPath(location.pathname)) return false;
  const isKept = (there: string): boolean => [text, ...elsewhere].some((kept) => kept.startsWith(there));
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
