import { findComposer } from '@/utils/claude/composer';

/** px between the prompt and what it stands beside. */
const GAP = 12;
const EDGE = 16;
/** px that the prompt needs; where the composer leaves less above it, the prompt goes below or to the top. */
const ROOM = 140;

/** Keeps the prompt above the composer's right end, and never over it. Returns a function that stops. */
export function placePrompt(host: HTMLElement): () => void {
  host.style.cssText = 'all: initial; position: fixed; z-index: 2147483000; display: block;';
  let frame = 0;
  const place = (): void => {
    frame = 0;
    Object.assign(host.style, spot(boxOf(findComposer(document)), innerWidth, innerHeight));
  };
  const later = (): void => {
    frame ||= requestAnimationFrame(place);
  };
  place();
  const resized = new ResizeObserver(later);
  resized.observe(document.documentElement);
  const composer = findComposer(document);
  if (composer) resized.observe(composer);
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

/** Where the prompt goes, as CSS of a fixed box. Pure. */
export function spot(box: Box | null, width: number, height: number): Record<string, string> {
  if (!box) return { top: 'auto', left: 'auto', bottom: `${EDGE}px`, right: `${EDGE}px` };
  const right = `${Math.max(EDGE, Math.min(width - box.right, width - 120))}px`;
  if (box.top >= ROOM) return { top: 'auto', left: 'auto', bottom: `${height - box.top + GAP}px`, right };
  if (height - box.bottom >= ROOM)
    return { top: `${box.bottom + GAP}px`, left: 'auto', bottom: 'auto', right };
  return { top: `${EDGE}px`, left: 'auto', bottom: 'auto', right: `${EDGE}px` };
}
