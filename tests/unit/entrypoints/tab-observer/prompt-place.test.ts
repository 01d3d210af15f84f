import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spot } from '@/entrypoints/tab-observer/prompt-place';

const WINDOW = { width: 1_200, height: 800 };
const box = (top: number, bottom: number, left = 200, right = 1_000) => ({ top, bottom, left, right });
const px = (text: string | undefined): number => Number((text ?? '').replace('px', ''));

describe('beside the composer', () => {
  test.each<[string, Parameters<typeof spot>[0], object]>([
    ['above it, flush with its right end', box(600, 700), { bottom: '212px', right: '200px', top: 'auto' }],
    ['below it, when it stands at the top', box(40, 140), { top: '152px', right: '200px', bottom: 'auto' }],
    ['without one, in the corner', null, { bottom: '16px', right: '16px', top: 'auto' }],
    ['never out of the window on the right', box(600, 700, 200, 1_400), { right: '16px' }],
  ])('%s', (_, composer, expected) => {
    expect(spot(composer, WINDOW)).toMatchObject({ left: 'auto', ...expected });
  });
});

test('the own banner of claude.ai stays in reach', () => {
  const { bottom } = spot(box(600, 700), WINDOW, { keepClear: box(540, 590), height: 90 });
  expect(px(bottom)).toBeGreaterThanOrEqual(WINDOW.height - 540);
});

test('a banner far away changes nothing', () => {
  const prompt = { keepClear: box(100, 150), height: 90 };
  expect(spot(box(600, 700), WINDOW, prompt)).toEqual(
    spot(box(600, 700), WINDOW, { keepClear: null, height: 90 }),
  );
});

test('wherever there is room for it, it does not cover the composer', () => {
  const window = fc.record({
    width: fc.integer({ min: 320, max: 2_000 }),
    height: fc.integer({ min: 400, max: 1_400 }),
  });
  const place = fc.record({
    top: fc.nat({ max: 1_300 }),
    tall: fc.integer({ min: 40, max: 400 }),
    wide: fc.integer({ min: 200, max: 900 }),
  });
  fc.assert(
    fc.property(window, place, fc.integer({ min: 60, max: 110 }), (size, { top, tall, wide }, height) => {
      const bottom = Math.min(top + tall, size.height);
      fc.pre(top < bottom && (top >= 140 || size.height - bottom >= 140));
      const css = spot(box(top, bottom, 10, 10 + wide), size, { keepClear: null, height });
      const upper = css.top === 'auto' ? size.height - px(css.bottom) - height : px(css.top);
      const lower = upper + height;
      expect(lower <= top || upper >= bottom).toBe(true);
      expect(upper).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 2_000 },
  );
});
