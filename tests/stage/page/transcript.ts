import { fill, h } from './dom.ts';
import { testid } from './hooks.ts';
import { createRow, type Row, updateRow } from './message-row.ts';
import type { ChatState, Turn } from './store.ts';

const GUESS = 130;
const MARGIN = 600;
/** The last rows stay in the document wherever one has scrolled. */
const TAIL = 2;

export interface Transcript {
  element: HTMLElement;
  update(state: ChatState): void;
}

function warning(state: ChatState): HTMLElement | null {
  const { problem } = state;
  if (!problem) return null;
  const retry =
    problem.retry && state.retry
      ? h('button', { type: 'button', click: () => state.retry?.() }, state.discard ? 'Retry' : 'Try again')
      : null;
  const discard = state.discard
    ? h('button', { type: 'button', click: () => state.discard?.() }, 'Discard')
    : null;
  const hooks = problem.limit ? { class: 'limit' } : { class: 'warning', ...testid('warning') };
  return h('div', { role: 'status', ...hooks }, h('span', {}, problem.text), retry, discard);
}

/** Indices to draw: what is in view with some margin, and the tail. */
function visible(turns: Turn[], heights: Map<string, number>, top: number, height: number): number[] {
  const result: number[] = [];
  let at = 0;
  turns.forEach((turn, index) => {
    const size = heights.get(turn.key) ?? GUESS;
    const inView = at + size > top - MARGIN && at < top + height + MARGIN;
    if (inView || index >= turns.length - TAIL) result.push(index);
    at += size;
  });
  return result;
}

interface View {
  rows: Map<string, Row>;
  heights: Map<string, number>;
}

function spacer(turns: Turn[], heights: Map<string, number>): HTMLElement | null {
  const size = turns.reduce((sum, turn) => sum + (heights.get(turn.key) ?? GUESS), 0);
  if (size === 0) return null;
  const gap = h('div', { 'aria-hidden': 'true' });
  gap.style.height = `${size}px`;
  return gap;
}

/** The rows to draw with room for those left out. */
function layout(view: View, turns: Turn[], wanted: number[]): Node[] {
  const nodes: (Node | null)[] = [];
  const used = new Set<string>();
  let last = 0;
  for (const index of wanted) {
    const turn = turns[index];
    if (!turn) continue;
    const row = view.rows.get(turn.key) ?? createRow(turn, index);
    view.rows.set(turn.key, row);
    updateRow(row, turn);
    nodes.push(spacer(turns.slice(last, index), view.heights), row.element);
    used.add(turn.key);
    last = index + 1;
  }
  for (const key of view.rows.keys()) if (!used.has(key)) view.rows.delete(key);
  return nodes.filter((node) => node !== null);
}

/** Untouched rows stay in place, so that a selection within them survives. */
function place(list: Element, nodes: Node[]): void {
  const same =
    nodes.length === list.childNodes.length && nodes.every((node, index) => list.childNodes[index] === node);
  if (!same) list.replaceChildren(...nodes);
}

function footNodes(state: ChatState, banner: boolean): (Node | null)[] {
  return [
    state.loading ? h('p', { class: 'muted' }, 'Loading…') : null,
    state.loadError ? h('p', { class: 'muted', role: 'alert' }, state.loadError) : null,
    state.running
      ? h(
          'div',
          { role: 'status', class: 'working' },
          state.waiting ?? h('span', { class: 'sr' }, 'Claude is responding'),
        )
      : null,
    banner || state.problem?.limit ? warning(state) : null,
  ];
}

export function createTranscript(showBanner: () => boolean): Transcript {
  const list = h('div', { class: 'rows' });
  const foot = h('div', { class: 'foot' });
  const element = h(
    'div',
    { class: 'transcript', tabindex: '0', 'aria-label': 'Conversation' },
    h('div', { class: 'column' }, list, foot),
  );
  const view: View = { rows: new Map(), heights: new Map() };
  let state: ChatState | null = null;
  let footKey = '';
  let sticky = true;

  const draw = (): void => {
    if (!state) return;
    const { turns } = state;
    const wanted = sticky
      ? turns.map((_, index) => index).slice(-12)
      : visible(turns, view.heights, element.scrollTop, element.clientHeight);
    place(list, layout(view, turns, wanted));
    for (const [key, row] of view.rows) view.heights.set(key, row.element.offsetHeight + 24);
  };
  element.addEventListener(
    'scroll',
    () => {
      sticky = element.scrollTop + element.clientHeight > element.scrollHeight - 80;
      draw();
    },
    { passive: true },
  );

  return {
    element,
    update(next) {
      if (state !== next) {
        view.rows.clear();
        view.heights.clear();
        sticky = true;
        footKey = '?';
      }
      state = next;
      draw();
      const key = JSON.stringify([
        next.problem,
        next.waiting,
        next.running,
        next.loading,
        next.loadError,
        next.discard !== null,
      ]);
      if (key !== footKey) fill(foot, ...footNodes(next, showBanner()));
      footKey = key;
      if (sticky) element.scrollTop = element.scrollHeight;
    },
  };
}
