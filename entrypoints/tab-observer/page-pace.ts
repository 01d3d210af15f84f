import { SELECTORS } from '@/utils/claude/selectors';

/** The page changes with every token; a look this often is enough. */
const SOON_MS = 250;
/** While only a message is being written; what the page says of it waits this long at most. */
const LATER_MS = 1_000;
/** So many changes at once are more than a message. */
const MANY = 50;

export interface PagePace {
  /** A look in so many ms, unless one comes sooner. */
  readonly within: (ms: number) => void;
  readonly stop: () => void;
}

/** Looks again after the page has changed, however fast it changes. */
export function pagePace(look: () => void): PagePace {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = Number.POSITIVE_INFINITY;
  const within = (ms: number): void => {
    const at = performance.now() + ms;
    if (at >= due) return;
    clearTimeout(timer);
    due = at;
    timer = setTimeout(() => {
      due = Number.POSITIVE_INFINITY;
      look();
    }, ms);
  };
  let resting: ReturnType<typeof setTimeout> | undefined;
  const watch = (): void => observer.observe(document, { childList: true, subtree: true });
  const observer = new MutationObserver((records) => {
    // Each change that is told costs more than the change: after one, none is told for a moment.
    observer.disconnect();
    resting = setTimeout(watch, SOON_MS);
    within(records.length > MANY || !records.every(isWriting) ? SOON_MS : LATER_MS);
  });
  watch();
  return {
    within,
    stop: () => {
      observer.disconnect();
      clearTimeout(resting);
      clearTimeout(timer);
    },
  };
}

const isWriting = ({ target }: MutationRecord): boolean =>
  target instanceof Element && target.closest(SELECTORS.words) !== null;
