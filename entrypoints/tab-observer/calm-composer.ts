import { findComposer, readComposer } from '@/utils/claude/composer';

/** The page puts back its own draft of a new chat, and may build the composer twice. */
const CALM_MS = 1_000;
const PATIENCE_MS = 20_000;
/** The composer once it stands there untouched for a moment, with nothing that isn't kept; undefined when it doesn't come to that. */
export async function calmComposer(
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
