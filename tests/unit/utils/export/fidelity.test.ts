import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { missingText } from '@/utils/export/fidelity';
import { EXPORT_FORMATS } from '@/utils/export/registry';
import type { ExportFormat } from '@/utils/export/types';
import { conversations } from './generated';
import { FIXTURES, lossOf, readFixture } from './payload-texts';

const formats: readonly (readonly [string, ExportFormat])[] = EXPORT_FORMATS.map((one) => [one.id, one]);

test('the fixtures are there', () => {
  expect(FIXTURES.length).toBeGreaterThanOrEqual(8);
});

describe.each(formats)('%s', (_, format) => {
  test.each(FIXTURES)('%s: every text of the payload is in it', (name) => {
    const conversation = readFixture(name);
    const rendered = format.render(conversation, JSON.stringify(conversation));
    expect(lossOf(conversation, rendered, format)).toEqual({ lost: [], share: 1 });
    expect(missingText(conversation, rendered, format)).toEqual([]);
  });

  test('whatever is generated is in it', () => {
    fc.assert(
      fc.property(conversations, (conversation) => {
        const rendered = format.render(conversation, JSON.stringify(conversation));
        expect(lossOf(conversation, rendered, format).lost).toEqual([]);
        expect(missingText(conversation, rendered, format)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('the same conversation gives the same bytes', () => {
    const conversation = readFixture('tools');
    const render = (): string => format.render(structuredClone(conversation), JSON.stringify(conversation));
    expect(render()).toBe(render());
  });
});

test('the gate names what is gone', () => {
  const conversation = readFixture('tools');
  for (const format of EXPORT_FORMATS.slice(1)) {
    const without = format.render(conversation, '').replaceAll('Upper Meadow', '');
    expect(missingText(conversation, without, format)).toEqual(['Upper Meadow']);
  }
});
