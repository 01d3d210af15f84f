import { h } from './dom.ts';
import { testid } from './hooks.ts';
import { type Menu, menuItem, openerItem, startMenu } from './menu.ts';

const KEY = 'sticky-model-selector';

interface Model {
  id: string;
  name: string;
  about: string;
  /** Behind "More models". */
  older?: true;
}

const MODELS: readonly Model[] = [
  { id: 'claude-opus-4-8', name: 'Opus 4.8', about: 'Most capable for ambitious work' },
  { id: 'claude-sonnet-5', name: 'Sonnet 5', about: 'Most efficient for everyday tasks, 2 times as fast' },
  { id: 'claude-sonnet-4-6', name: 'Sonnet 4.6', about: 'Smart and quick' },
  { id: 'claude-haiku-4-5', name: 'Haiku 4.5', about: 'Fastest for quick answers, lighter than Sonnet 5' },
  { id: 'claude-opus-4-7', name: 'Opus 4.7', about: 'The one before Opus 4.8', older: true },
  { id: 'claude-opus-4-6', name: 'Opus 4.6', about: 'Two before', older: true },
];

/** The model of the next send. */
export const model = (): string => {
  const kept = localStorage.getItem(KEY);
  return MODELS.some(({ id }) => id === kept) && kept !== null ? kept : 'claude-opus-4-8';
};

const nameOf = (wanted: string): string => MODELS.find(({ id }) => id === wanted)?.name ?? wanted;

/** Radio items with a name and a line about it; older models in a second menu. Seen: captures of 2026-07. */
export function createModelPicker(): HTMLElement {
  const button = h('button', {
    type: 'button',
    class: 'model',
    ...testid('model'),
    'aria-haspopup': 'menu',
    'aria-expanded': 'false',
  });
  const show = (): void => {
    button.textContent = nameOf(model());
    button.setAttribute('aria-label', `Model: ${nameOf(model())}`);
  };
  const items = (menu: Menu, older: boolean): HTMLElement[] =>
    MODELS.filter((one) => (one.older ?? false) === older).map(({ id, name, about }) =>
      menuItem({ role: 'menuitemradio', checked: id === model(), name, about }, () => {
        localStorage.setItem(KEY, id);
        show();
        menu.close();
      }),
    );
  startMenu(button, (menu) => [
    ...items(menu, false),
    openerItem('Effort', () =>
      ['Low', 'Medium', 'High'].map((name) =>
        menuItem({ role: 'menuitemradio', checked: name === 'Low', name, about: '' }, menu.close),
      ),
    ),
    openerItem('More models', () => items(menu, true)),
  ]);
  show();
  return h('span', { class: 'picker' }, button);
}
