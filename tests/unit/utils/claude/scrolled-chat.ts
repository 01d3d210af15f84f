/** A chat of rows of one height, in a page that has no layout of its own. */
export interface Chat {
  readonly scroller: HTMLElement;
  readonly scrollTo: (px: number) => void;
  readonly rename: (index: number, key: string) => void;
  /** Everything fits. */
  readonly flat: () => void;
  readonly end: () => void;
}

interface ChatFacts {
  readonly keys: readonly string[];
  readonly rowPx: number;
  readonly viewPx: number;
  /** Of the page, above what scrolls. */
  readonly topPx: number;
  /** Only rows this near to the view stand in the page, and the last one. */
  readonly drawnPx?: number;
}

const box = (top: number, height: number): DOMRect =>
  ({ top, bottom: top + height, left: 0, right: 600, width: 600, height, x: 0, y: top }) as DOMRect;

export function chatOf({ keys, rowPx, viewPx, topPx, drawnPx = Infinity }: ChatFacts): Chat {
  document.body.innerHTML =
    '<main><div id="scroller" style="overflow-y: auto"><div id="rows"></div></div></main>';
  const scroller = document.querySelector('#scroller') as HTMLElement;
  const list = document.querySelector('#rows') as HTMLElement;
  let top = 0;
  let height = keys.length * rowPx;
  const rows = keys.map((key, index) => {
    const row = document.createElement('div');
    row.dataset.turnKey = key;
    row.getBoundingClientRect = () => box(topPx + index * rowPx - top, rowPx);
    return row;
  });
  const draw = (): void =>
    list.replaceChildren(
      ...rows.filter((_, index) => {
        const at = index * rowPx - top;
        return index === rows.length - 1 || (at + rowPx > -drawnPx && at < viewPx + drawnPx);
      }),
    );
  scroller.getBoundingClientRect = () => box(topPx, viewPx);
  Object.defineProperties(scroller, {
    clientHeight: { get: () => viewPx },
    scrollHeight: { get: () => height },
    scrollTop: {
      get: () => top,
      set: (px: number) => {
        top = Math.max(0, Math.min(px, height - viewPx));
        draw();
      },
    },
  });
  draw();
  return {
    scroller,
    scrollTo: (px) => {
      scroller.scrollTop = px;
    },
    rename: (index, key) => {
      const row = rows[index];
      if (row) row.dataset.turnKey = key;
    },
    flat: () => {
      height = viewPx;
    },
    end: () => {
      document.body.innerHTML = '';
    },
  };
}
