import type { Page } from 'puppeteer-core';

export interface Stop {
  /** Tag, and what it is called. */
  readonly name: string;
  /** Which of the page's elements it is. */
  readonly place: number;
  /** Something around it shows that it has the focus. */
  readonly isSeen: boolean;
}

/** Runs in the page: what has the focus, in whatever shadow. null: nothing of the page. */
function focused(): Stop | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  if (!active || active === document.body || active === document.documentElement) return null;
  const hasRing = (one: Element | null): boolean => {
    const style = one && getComputedStyle(one);
    return style !== null && style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 1;
  };
  const label = (active as HTMLInputElement).labels?.[0] ?? null;
  const id = ['data-action', 'data-fix', 'data-setting', 'data-range', 'href', 'name', 'type', 'value'].find(
    (one) => active.hasAttribute(one),
  );
  const name = `${active.localName} ${id ? active.getAttribute(id) : ''} ${active.textContent?.trim().slice(0, 40) ?? ''}`;
  const place = [...document.querySelectorAll('*')].indexOf(active);
  return { name, place, isSeen: hasRing(active) || hasRing(label) };
}

/** Runs in the page: how much of it the Tab key should come to. Of radio buttons it comes to one of a group. */
function stopsHere(): number {
  const all = document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary');
  const groups = new Set<string>();
  return [...all].filter((one) => {
    if (!one.checkVisibility({ visibilityProperty: true }) || one.closest('[inert]') || one.tabIndex < 0)
      return false;
    if (one.matches(':disabled')) return false;
    if (!(one instanceof HTMLInputElement) || one.type !== 'radio') return true;
    const isNew = !groups.has(one.name);
    groups.add(one.name);
    return isNew;
  }).length;
}

/** Runs in the page: Tab goes on from where the focus was last, wherever it is now. */
function startAtTop(): void {
  const start = document.createElement('span');
  start.tabIndex = -1;
  document.body.prepend(start);
  start.focus();
  start.addEventListener('blur', () => start.remove());
}

export const toTop = (page: Page): Promise<void> => page.evaluate(startAtTop);

/** A place that scrolls may be a stop as well: its text is read by the arrow keys. */
const SCROLLS = /^(pre|div|section|ul|nav|main) /;

/** Tab after Tab, from the page's beginning to the last thing that can be pressed. */
export async function walk(
  page: Page,
): Promise<{ readonly stops: readonly Stop[]; readonly wanted: number }> {
  await page.bringToFront();
  const wanted = await page.evaluate(stopsHere);
  await toTop(page);
  const stops: Stop[] = [];
  for (let presses = 0; presses < wanted + 20 && stops.length < wanted; presses += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(focused);
    if (stop === null) break;
    if (!SCROLLS.test(stop.name)) stops.push(stop);
  }
  return { stops, wanted };
}

/** One more Tab leaves the page. Not for Firefox: it goes on in its own bars, and the next keys stay there. */
export async function leaves(page: Page): Promise<boolean> {
  await page.keyboard.press('Tab');
  return (await page.evaluate(focused)) === null;
}

/** Presses Tab until this has the focus: by keys alone one gets there. */
export async function tabTo(page: Page, selector: string, most = 40): Promise<void> {
  const isThere = (wanted: string): boolean => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active?.matches(wanted) ?? false;
  };
  for (let presses = 0; presses <= most; presses += 1) {
    if (await page.evaluate(isThere, selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Not reached by ${most} presses of Tab: ${selector}`);
}
