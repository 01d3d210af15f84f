// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { attachFile, findFileInput } from '@/utils/claude/attachments';
import { findComposer } from '@/utils/claude/composer';

const COMPOSER = readFileSync('tests/fixtures/claude/composer-files.html', 'utf8');
const file = new File(['# Gardens'], 'gardens.md', { type: 'text/markdown' });

let composer: HTMLElement;
let input: HTMLInputElement;
beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = `<main>${COMPOSER}</main>`;
  composer = findComposer(document) as HTMLElement;
  input = findFileInput(composer) as HTMLInputElement;
});
afterEach(() => {
  vi.useRealTimers();
  document.body.innerHTML = '';
});

const card = (name: string): void =>
  document
    .querySelector('#chips')
    ?.insertAdjacentHTML(
      'beforeend',
      `<div data-testid="file-thumbnail"><h3>${name}</h3><p>1 lines</p></div>`,
    );
const cards = (): number => document.querySelectorAll('[data-testid="file-thumbnail"]').length;

async function attach(): Promise<boolean> {
  const attaching = attachFile(composer, file);
  await vi.advanceTimersByTimeAsync(20_000);
  return attaching;
}

test('by the input of its own form, not by another', () => {
  document.body.insertAdjacentHTML('afterbegin', '<input type="file" id="other">');
  expect(findFileInput(composer)?.id).toBe('chat-input-file-upload-onpage');
});

test('the page shows a card: done, once', async () => {
  input.addEventListener('change', () => setTimeout(card, 300, input.files?.[0]?.name));
  composer.addEventListener('paste', () => card('again'));
  expect(await attach()).toBe(true);
  expect(cards()).toBe(1);
});

test('a page that took the file is given time, and not asked in another way', async () => {
  input.addEventListener('change', () => {
    input.value = '';
    setTimeout(card, 6_000, 'gardens.md');
  });
  composer.addEventListener('paste', () => card('again'));
  expect(await attach()).toBe(true);
  expect(cards()).toBe(1);
});

test('what stands there already is not attached twice', async () => {
  card('gardens.md');
  input.addEventListener('change', () => card('gardens.md'));
  expect(await attach()).toBe(true);
  expect(cards()).toBe(1);
});

test.each(['paste', 'drop'])('without an input, by a %s', async (way) => {
  input.remove();
  composer.addEventListener(way, (event) => {
    event.preventDefault();
    card('gardens.md');
  });
  expect(await attach()).toBe(true);
  expect(cards()).toBe(1);
});

test('a page that takes none: no, and nothing is left in the input', async () => {
  expect(await attach()).toBe(false);
  expect(input.files ?? []).toHaveLength(0);
  expect(cards()).toBe(0);
});
