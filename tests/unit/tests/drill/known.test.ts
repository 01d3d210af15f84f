import { describe, expect, it } from 'vitest';
import { type Before, knownPlaces } from '../../../drill/points/known.ts';
import { randomFrom } from '../../../eval/random.ts';

const COUNTED = {
  'before fetch 1:20': 1,
  'after fetch 1:20': 1,
  'after a timer 3:9': 300,
  'before tabs.get 2:7': 4,
};
const PLACES = Object.keys(COUNTED);

const placesOf = (seed: number, before?: Before) => {
  const known = knownPlaces(randomFrom(seed), before);
  known.learn(COUNTED);
  return known;
};

describe('the places at which the background is ended', () => {
  it('any of them, each once, however often it is come to', () => {
    const known = placesOf(1);
    expect(known.draw(3)?.among).toEqual(Object.fromEntries(PLACES.map((place) => [place, 1])));
    known.did('after a timer 3:9');
    expect(Object.keys(known.draw(3)?.among ?? {})).toEqual(
      PLACES.filter((place) => place !== 'after a timer 3:9'),
    );
    expect(known.size()).toBe(4);
  });

  it('not before a life has come to some, half as many at most as there are left', () => {
    const seen = new Set<number>();
    for (let seed = 0; seed < 100; seed += 1) {
      const { after = [] } = placesOf(seed).draw(4) ?? {};
      expect(after).toHaveLength(4);
      for (const one of after) seen.add(one);
    }
    expect([...seen].toSorted((a, b) => a - b)).toEqual([0, 1, 2]);
    expect(placesOf(5).draw(2, true)?.after).toEqual([0, 0]);
  });

  it('the same by the same seed', () => {
    expect(placesOf(7).draw(8)).toEqual(placesOf(7).draw(8));
    expect(placesOf(8).draw(8)).not.toEqual(placesOf(7).draw(8));
  });

  it('what a later round has found comes too, and nothing twice', () => {
    const known = placesOf(1);
    for (const place of PLACES) known.did(place);
    expect(known.draw(1)).toBeNull();
    known.learn({ ...COUNTED, 'after idb success 4:1': 2 });
    expect(known.left()).toEqual(['after idb success 4:1']);
    expect(known.size()).toBe(5);
  });

  it('one at which a bar was missed isn’t tried again, nor counted as done', () => {
    const known = placesOf(1);
    known.missed('before fetch 1:20');
    known.did('after fetch 1:20');
    expect(known.left()).toEqual(['after a timer 3:9', 'before tabs.get 2:7']);
    expect(known.now().done).toEqual(['after fetch 1:20']);
    expect(known.size()).toBe(4);
  });

  it('goes on where an earlier run has stopped', () => {
    const first = placesOf(1);
    first.did('before fetch 1:20');
    first.missed('after fetch 1:20');
    expect(placesOf(2, first.now()).now()).toEqual(first.now());
  });

  it('none where there is none', () => {
    expect(knownPlaces(randomFrom(1)).draw(4)).toBeNull();
  });
});
