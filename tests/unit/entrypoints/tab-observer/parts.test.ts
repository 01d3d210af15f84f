import { expect, test, vi } from 'vitest';
import { part } from '@/entrypoints/tab-observer/parts';

const fail = (): never => {
  throw new Error('broken');
};

test('what it is asked, it does', () => {
  const add = vi.fn((x: number, y: number) => x + y);
  expect(part(() => ({ add })).add(2, 3)).toBe(5);
});

test('one that cannot be made is there, and does nothing', () => {
  const { look, tell } = part<{ look: () => void; tell: (word: string) => boolean }>(fail);
  expect(look()).toBeUndefined();
  expect(tell('x')).toBeUndefined();
});

test('one that fails later fails alone, and may do better the next time', () => {
  const look = vi.fn(() => 'seen').mockImplementationOnce(fail);
  const watch = part(() => ({ look }));
  expect(watch.look()).toBeUndefined();
  expect(watch.look()).toBe('seen');
});
