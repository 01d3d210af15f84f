import { h } from './dom.ts';
import { className, data, label, testid } from './hooks.ts';
import type { Turn } from './store.ts';

export interface Row {
  element: HTMLElement;
  text: string;
  streaming: boolean;
}

const paragraphs = (text: string): HTMLElement[] => text.split(/\n{2,}/).map((part) => h('p', {}, part));

function actions(sender: Turn['sender']): HTMLElement {
  const names = sender === 'human' ? ['Copy', 'Edit'] : ['Copy', 'Good response', 'Bad response', 'Retry'];
  return h(
    'div',
    {
      role: 'toolbar',
      class: 'actions',
      'aria-label': 'Message actions',
      ...testid('actions'),
      ...data('cds', 'MessageActions'),
    },
    ...names.map((name) =>
      h('button', { type: 'button', 'aria-label': name, title: name }, name.slice(0, 1)),
    ),
  );
}

export function createRow(turn: Turn, index: number): Row {
  const human = turn.sender === 'human';
  const body = h(
    'div',
    { class: human ? 'user' : 'assistant', ...testid(human ? 'user' : 'assistant') },
    ...paragraphs(turn.text),
  );
  const element = h(
    'div',
    {
      class: 'row',
      ...data('turn-key', turn.key),
      ...data('perf-row', turn.sender),
      ...data('index', String(index)),
    },
    body,
    actions(turn.sender),
  );
  const row: Row = { element, text: turn.text, streaming: !turn.streaming };
  updateRow(row, turn);
  return row;
}

export function updateRow(row: Row, turn: Turn): void {
  if (row.text !== turn.text) {
    row.text = turn.text;
    row.element.firstElementChild?.replaceChildren(...paragraphs(turn.text));
  }
  if (row.streaming === turn.streaming) return;
  row.streaming = turn.streaming;
  for (const [name, value] of Object.entries({
    ...data('perf-row-streaming', String(turn.streaming)),
    ...data('is-streaming', String(turn.streaming)),
  })) {
    row.element.setAttribute(name, value);
  }
  row.element.classList.toggle(className('is-streaming'), turn.streaming);
  if (turn.streaming) row.element.setAttribute('aria-label', label('Currently streaming message'));
  else row.element.removeAttribute('aria-label');
}
