import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { detect } from '@/utils/detectors/registry';
import type { Detector, Finding } from '@/utils/detectors/types';
import type { Signal } from '@/utils/signals/types';

export interface Case {
  readonly name: string;
  readonly now: number;
  readonly signals: readonly Signal[];
  /** What the finding must say; null for none. */
  readonly finding: Partial<Finding> | null;
}

export const casesOf = (id: string): Case[] =>
  JSON.parse(readFileSync(`tests/fixtures/signals/${id}.json`, 'utf8'));

/** As the background runs it: only with the signals that it asks for. */
const findingOf = (detector: Detector, { signals, now }: Pick<Case, 'signals' | 'now'>) =>
  detect(signals, now, [detector]).findings[0];

const DAY_MS = 24 * 3_600_000;

/** The table of one detector, and what holds for each finding. */
export function describeDetector(detector: Detector): void {
  const cases = casesOf(detector.id);
  describe(detector.id, () => {
    test.each(cases)('$name', (given) => {
      const found = findingOf(detector, given);
      if (given.finding === null) return expect(found).toBeUndefined();
      expect(found).toMatchObject({ ...given.finding, id: detector.id });
      expect(found?.since).toBeLessThanOrEqual(found?.at ?? 0);
      expect(JSON.parse(JSON.stringify(found))).toEqual(found);
    });

    test.each(cases.filter(({ finding }) => finding !== null))(
      'says when time alone ends it: $name',
      (given) => {
        const found = findingOf(detector, given);
        const later = findingOf(detector, { ...given, now: given.now + DAY_MS });
        const changes = JSON.stringify(later) !== JSON.stringify(found);
        if (changes) expect(found?.recheckAt).not.toBeNull();
        if (found?.recheckAt) expect(found.recheckAt).toBeGreaterThan(given.now);
      },
    );

    test('knows cases of both kinds', () => {
      expect(cases.filter(({ finding }) => finding === null).length).toBeGreaterThan(1);
      expect(cases.filter(({ finding }) => finding !== null).length).toBeGreaterThan(1);
    });
  });
}
