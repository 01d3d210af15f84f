import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inLayers, percentOf, place } from '@/components/library/picture-place';

const AXIS = { from: 1_000, to: 2_000 };

test('a stretch lies where its times are, cut off at both ends', () => {
  expect(place({ from: 1_250, to: 1_500 }, AXIS)).toEqual({ left: 'min(25%, 100% - 4px)', width: '25%' });
  expect(place({ from: 0, to: 9_000 }, AXIS)).toMatchObject({ width: '100%' });
  expect(place({ from: 1_900, to: null }, AXIS)).toMatchObject({ width: '10%' });
  expect([percentOf(0, AXIS), percentOf(1_333, AXIS), percentOf(5_000, AXIS)]).toEqual([0, 33.3, 100]);
});

describe('layers', () => {
  const stretch = fc
    .tuple(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 900 }), fc.boolean())
    .map(([from, length, isOpen]) => ({ from, to: isOpen ? null : from + length }));

  test('hold each of them once, at most four of them, and none but the last covers anything', () => {
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 20 }), (rows) => {
        const layers = inLayers(rows, AXIS);
        expect(layers.flat()).toHaveLength(rows.length);
        expect(layers.length).toBeLessThanOrEqual(4);
        for (const layer of layers.slice(0, 3))
          for (const [index, row] of layer.entries()) {
            const before = layer[index - 1];
            if (before) expect(Math.max(row.from, AXIS.from)).toBeGreaterThanOrEqual(before.to ?? AXIS.to);
          }
      }),
    );
  });
});
