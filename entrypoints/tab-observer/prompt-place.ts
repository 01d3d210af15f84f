import { findComposer } from '@/utils/claude/composer';
import { first, SELECTORS } from '@/utils/claude/selectors';

/** px between the prompt and what it stands beside. */
const GAP = 12;
const EDGE = 16;
/** px that the prompt needs; where the composer leaves less above it, the prompt goes below or to the top. */
const ROOM = 140;

/** Keeps the prompt above the composer's right end, and never over it. Returns a function that stops. */
export function placePrompt(host: HTMLElement): () => void {
  host.style.cssText =
    'all: initial; position: fixed; z-index: 2147483000; display: block; width: min(420px, calc(100vw - 32px));';
  let frame = 0;
  const place = (): void => {
    frame = 0;
    const window = { width: innerWidth, height: innerHeight };
    const keepClear = first(document, SELECTORS.turnBanner)?.getBoundingClientRect() ?? null;
    const size = host.getBoundingClientRect();
    Object.assign(
      host.style,
      spot(boxOf(findComposer(document)), window, { keepClear, height: size.height }),
    );
  };
  const later = (): void => {
    frame ||= requestAnimationFrame(place);
  };
  place();
  const resized = new ResizeObserver(later);
  resized.observe(document.documentElement);
  resized.observe(host);
  addEventListener('scroll', later, { capture: true, passive: true });
  addEventListener('resize', later);
  const timer = setInterval(later, 500); // the page may move the composer without a resize
  return () => {
    resized.disconnect();
    clearInterval(timer);
    cancelAnimationFrame(frame);
    removeEventListener('scroll', later, { capture: true });
    removeEventListener('resize', later);
  };
}

type Box = Pick<DOMRect, 'top' | 'bottom' | 'left' | 'right'>;

/** The composer with the frame and the buttons around it: the largest ancestor that is still a part of it. */
function boxOf(composer: HTMLElement | null): Box | null {
  if (!composer) return null;
  const own = composer.getBoundingClientRect();
  if (own.width === 0) return null;
  let box: Box = own;
  for (
    let parent = composer.parentElement;
    parent && parent !== document.body;
    parent = parent.parentElement
  ) {
    const rect = parent.getBoundingClientRect();
    if (rect.height > own.height + 160 || rect.height > innerHeight / 2) break;
    box = rect;
  }
  return box;
}

interface Prompt {
  /** claude.ai's own failure banner, whose buttons must stay in reach. */
  readonly keepClear: Box | null;
  /** px. */
  readonly height: number;
}

const BOTTOM_RIGHT = { top: 'auto', left: 'auto', bottom: `${EDGE}px`, right: `${EDGE}px` };
const TOP_RIGHT = { top: `${EDGE}px`, left: 'auto', bottom: 'auto', right: `${EDGE}px` };

/** Where the prompt goes, as CSS of a fixed box. Pure. */
export function spot(
  composer: Box | null,
  { width, height }: { readonly width: number; readonly height: number },
  prompt: Prompt = { keepClear: null, height: 0 },
): Record<string, string> {
  if (!composer) return BOTTOM_RIGHT;
  const right = `${Math.max(EDGE, Math.min(width - composer.right, width - 120))}px`;
  if (composer.top < ROOM) {
    const below = { top: `${composer.bottom + GAP}px`, left: 'auto', bottom: 'auto', right };
    return height - composer.bottom >= ROOM ? below : TOP_RIGHT;
  }
  const top = composer.top - GAP - prompt.height;
  const { keepClear } = prompt;
  const covers = keepClear !== null && keepClear.bottom > top && keepClear.top < composer.top - GAP;
  const floor = covers ? keepClear.top : composer.top;
  return floor - GAP - prompt.height < 0
    ? TOP_RIGHT
    : { top: 'auto', left: 'auto', bottom: `${height - floor + GAP}px`, right };
}
