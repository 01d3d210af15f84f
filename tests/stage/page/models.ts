import { h } from './dom.ts';
import { testid } from './hooks.ts';

const KEY = 'sticky-model-selector';
const MODELS: readonly (readonly [string, string])[] = [
  ['claude-opus-4-8', 'Opus 4.8'],
  ['claude-sonnet-4-6', 'Sonnet 4.6'],
];

/** The model of the next send. */
export const model = (): string => {
  const kept = localStorage.getItem(KEY);
  return MODELS.some(([id]) => id === kept) && kept !== null ? kept : 'claude-opus-4-8';
};

const nameOf = (id: string): string => `${MODELS.find(([one]) => one === id)?.[1] ?? id} ⌄`;

export function createModelPicker(): HTMLElement {
  const button = h(
    'button',
    { type: 'button', class: 'model', ...testid('model'), 'aria-haspopup': 'menu' },
    nameOf(model()),
  );
  const menu = h('div', { role: 'menu', class: 'models', hidden: true });
  for (const [id, name] of MODELS) {
    const pick = (): void => {
      localStorage.setItem(KEY, id);
      button.textContent = nameOf(id);
      menu.hidden = true;
    };
    menu.append(h('button', { type: 'button', role: 'menuitem', click: pick }, name));
  }
  button.addEventListener('click', () => {
    menu.hidden = !menu.hidden;
  });
  return h('span', { class: 'picker' }, button, menu);
}
