import { describe, expect, it } from 'vitest';
import { drawn } from '../../../drill/points/drill.ts';
import { randomFrom } from '../../../eval/random.ts';

describe('the points at which the background is ended', () => {
  it('one of each stretch, whatever the seed', () => {
    for (let seed = 0; seed < 200; seed += 1) {
      const points = drawn(100, 10, randomFrom(seed));
      expect(points.map((at) => Math.floor(at / 10))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }
  });

  it('each of them where there are fewer than rounds, and none where there are none', () => {
    expect(drawn(3, 10, randomFrom(1))).toEqual([0, 1, 2]);
    expect(drawn(0, 10, randomFrom(1))).toEqual([]);
  });

  it('the same by the same seed', () => {
    expect(drawn(500, 12, randomFrom(7))).toEqual(drawn(500, 12, randomFrom(7)));
    expect(drawn(500, 12, randomFrom(8))).not.toEqual(drawn(500, 12, randomFrom(7)));
  });
});
