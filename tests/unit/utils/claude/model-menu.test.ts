// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { closeMenu, findModel, modelButton, modelsIn, openMenu } from '@/utils/claude/model-menu';

const MENU = readFileSync('tests/fixtures/claude/model-menu.html', 'utf8');
const BEHIND =
  '<div role="menu" class="second"><div role="menuitemradio"><div>Opus 4.7</div></div><div role="menuitemradio"><div>Opus 4.6</div></div></div>';

let button: HTMLElement;
beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML =
    '<main><button data-testid="model-selector-dropdown" aria-haspopup="menu" aria-expanded="false">Opus 4.8</button></main>';
  button = modelButton(document) as HTMLElement;
});
afterEach(() => {
  vi.useRealTimers();
  document.body.innerHTML = '';
});

async function soon<T>(doing: Promise<T>): Promise<T> {
  await vi.advanceTimersByTimeAsync(10_000);
  return doing;
}

const isShown = () => document.querySelector('#menus') !== null;
const show = (): void => {
  document.body.insertAdjacentHTML('beforeend', MENU);
  button.setAttribute('aria-expanded', 'true');
};
const hide = (): void => {
  document.querySelector('#menus')?.remove();
  button.setAttribute('aria-expanded', 'false');
};
const toggle = (): void => (isShown() ? hide() : show());
/** Opens its second menu in one way only. */
const withBehind = (way: string): void => {
  document.querySelector('#more')?.addEventListener(way, (event) => {
    if (event instanceof KeyboardEvent && event.key !== 'ArrowRight') return;
    if (!document.querySelector('.second'))
      document.querySelector('#menus')?.insertAdjacentHTML('beforeend', BEHIND);
  });
};

describe('opening', () => {
  test.each(['click', 'pointerdown', 'mousedown', 'keydown'])('a button that opens at %s', async (way) => {
    button.addEventListener(way, toggle);
    expect(await soon(openMenu(button))).toBe(true);
    expect(isShown()).toBe(true);
  });
  test('one that opens at the press of a mouse, and at a click that no mouse has made', async () => {
    let pressed = false;
    button.addEventListener('pointerdown', () => {
      pressed = true;
    });
    button.addEventListener('mousedown', toggle);
    button.addEventListener('click', () => {
      if (!pressed) toggle();
      pressed = false;
    });
    expect(await soon(openMenu(button))).toBe(true);
    expect(isShown()).toBe(true);
  });
  test('a menu that is open stays open', async () => {
    button.addEventListener('click', toggle);
    show();
    expect(await soon(openMenu(button))).toBe(true);
    expect(isShown()).toBe(true);
  });
  test('a button that says nothing of its menu: the menu is seen', async () => {
    button.removeAttribute('aria-expanded');
    button.addEventListener('click', () => document.body.insertAdjacentHTML('beforeend', MENU));
    expect(await soon(openMenu(button))).toBe(true);
    expect(document.querySelectorAll('#menus')).toHaveLength(1);
  });
  test('a button that does nothing', async () => {
    expect(await soon(openMenu(button))).toBe(false);
  });
});

describe('finding', () => {
  test.each([
    ['Opus 4.8', 'Opus 4.8'],
    ['claude-sonnet-5', 'Sonnet 5'],
    ['Claude Haiku 4.5', 'Haiku 4.5'],
  ])('%s, by its name and in any notation', async (model, name) => {
    show();
    const item = await soon(findModel(document, model));
    expect(item?.getAttribute('role')).toBe('menuitemradio');
    expect(item?.textContent?.replaceAll(/\s+/g, ' ')).toContain(name);
  });
  test.each(['Sonnet 4.6', 'Sonnet 5.2', 'Thinking', 'Effort', ''])(
    '%s: no description, no other item',
    async (model) => {
      show();
      expect(await soon(findModel(document, model))).toBeNull();
    },
  );
  test.each(['keydown', 'mouseenter', 'pointermove', 'click'])(
    'behind an item that opens at %s',
    async (way) => {
      show();
      withBehind(way);
      expect((await soon(findModel(document, 'Opus 4.7')))?.textContent).toBe('Opus 4.7');
    },
  );
  test('no item that is a model is ever pressed', async () => {
    show();
    withBehind('mouseenter');
    const pressed = vi.fn();
    for (const name of ['click', 'mousedown', 'pointerdown', 'keydown'])
      for (const item of document.querySelectorAll('[role="menuitemradio"]'))
        item.addEventListener(name, pressed);
    await soon(findModel(document, 'Opus 4.7'));
    await soon(findModel(document, 'Nothing 1'));
    expect(pressed).not.toHaveBeenCalled();
  });
  test('a menu that is hidden offers nothing', async () => {
    show();
    document.querySelector('#models')?.toggleAttribute('hidden', true);
    expect(await soon(findModel(document, 'Sonnet 5'))).toBeNull();
  });
  test('the names of all that are in sight', async () => {
    show();
    expect(modelsIn(document)).toEqual(['Opus 4.8', 'Sonnet 5', 'Haiku 4.5']);
  });
});

describe('closing', () => {
  test.each(['Escape', 'click'])('at %s', async (way) => {
    show();
    if (way === 'click') button.addEventListener('click', toggle);
    else document.addEventListener('keydown', ({ key }) => key === way && hide(), { once: true });
    await soon(closeMenu(button));
    expect(isShown()).toBe(false);
  });
  test('what is closed stays closed', async () => {
    button.addEventListener('click', toggle);
    await soon(closeMenu(button));
    expect(isShown()).toBe(false);
  });
});
