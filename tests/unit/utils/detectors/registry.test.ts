import fc from 'fast-check';
import { expect, test } from 'vitest';
import { detect, detectors } from '@/utils/detectors/registry';
import type { Detector } from '@/utils/detectors/types';
import { signals as kinds, SignalSchema } from '@/utils/signals/registry';
import type { Signal } from '@/utils/signals/types';
import { a, failedTry } from '../signals/given';
import { casesOf } from './cases';

const everySignal = detectors.flatMap(({ id }) => casesOf(id)).flatMap(({ signals }) => signals);

test('every signal of the fixtures is one that the background takes', () => {
  for (const signal of everySignal) expect(SignalSchema.safeParse(signal).data).toEqual(signal);
});

test.each(detectors)('$id needs only signals that exist', ({ needs }) => {
  const known = kinds.map(({ def }) => def.shape.kind.def.values[0]);
  expect(known).toEqual(expect.arrayContaining([...needs]));
});

test('any order of any signals: nobody throws, nothing is found twice', () => {
  const some = fc.array(fc.constantFrom(...everySignal), { maxLength: 40 });
  fc.assert(
    fc.property(some, fc.integer({ min: 0, max: 3_600_000 }), (signals, later) => {
      const { findings, broken } = detect(signals, (signals.at(-1)?.at ?? 0) + later);
      expect(broken).toEqual([]);
      expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length);
    }),
    { numRuns: 1_500 },
  );
});

test('a detector gets only what it needs', () => {
  let seen: readonly Signal[] = [];
  const probe: Detector = {
    id: 'probe',
    needs: ['banner'],
    detect: (signals) => {
      seen = signals;
      return undefined;
    },
  };
  detect([...failedTry('lx-1', 0), a('banner', 900)], 1_000, [probe]);
  expect(seen.map(({ kind }) => kind)).toEqual(['banner']);
});

test('one that throws does not stop the others', () => {
  const broken: Detector = {
    id: 'broken',
    needs: [],
    detect: () => {
      throw new Error('no');
    },
  };
  const result = detect([a('connectivity', 5, { online: false })], 10, [broken, ...detectors]);
  expect(result.broken).toEqual(['broken']);
  expect(result.findings.map(({ id }) => id)).toEqual(['offline']);
});

test('nothing known, nothing found', () => {
  expect(detect([], 1_000)).toEqual({ findings: [], broken: [] });
});
