import { describe, expect, it } from 'vitest';
import type { Death } from '../../../drill/points/hook.ts';
import { type Known, knownPlaces } from '../../../drill/points/known.ts';
import { randomFrom } from '../../../eval/random.ts';

function allOf(known: Known): Death[] {
  const drawn: Death[] = [];
  for (let death = known.draw(); death; death = known.draw()) drawn.push(death);
  return drawn;
}

const COUNTED = {
  'before fetch 1:20': 1,
  'after fetch 1:20': 1,
  'after a timer 3:9': 300,
  'before tabs.get 2:7': 4,
};
const placesOf = (seed: number): Known => {
  const known = knownPlaces(randomFrom(seed));
  known.learn(COUNTED);
  return known;
};

describe('the places at which the background is ended', () => {
  it('each once, however often it is come to, at one of its times', () => {
    for (let seed = 0; seed < 100; seed += 1) {
      const drawn = allOf(placesOf(seed));
      expect(drawn).toHaveLength(Object.keys(COUNTED).length);
      expect(new Set(drawn.map(({ place }) => place))).toEqual(new Set(Object.keys(COUNTED)));
      for (const { place, time } of drawn) {
        expect(time).toBeGreaterThanOrEqual(1);
        expect(time).toBeLessThanOrEqual(COUNTED[place as keyof typeof COUNTED]);
      }
    }
  });

  it('the same by the same seed', () => {
    expect(allOf(placesOf(7))).toEqual(allOf(placesOf(7)));
    expect(allOf(placesOf(8))).not.toEqual(allOf(placesOf(7)));
  });

  it('what a later round has found is drawn too, and nothing twice', () => {
    const known = placesOf(1);
    allOf(known);
    known.learn({ ...COUNTED, 'after idb success 4:1': 2 });
    expect(allOf(known).map(({ place }) => place)).toEqual(['after idb success 4:1']);
    expect(known.size()).toBe(5);
  });

  it('none where there is none', () => {
    expect(allOf(knownPlaces(randomFrom(1)))).toEqual([]);
  });
});
