import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csv, csvCell } from '@/utils/incidents/csv';
import { readCsv } from './read-csv';

describe('csv', () => {
  test('what has been written is read again, cell by cell', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '"', ',', '\r', '\n', ' ', 'ü', '😀', ';', '=', '-', '@'),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text, fc.integer()), { maxLength: 5 }), (rows) => {
        const read = readCsv(csv(['a', 'b', 'c'], rows)).slice(1);
        expect(read.map((cells) => cells.map((cell) => cell.replace(/^'/, '')))).toEqual(
          rows.map((cells) => cells.map((cell) => String(cell).replace(/^'/, ''))),
        );
      }),
    );
  });

  test.each(['=1+1', '+49', '-2', '@SUM(A1)', '\t=1', '  =cmd', '＝1+1', '\r=1'])(
    'a spreadsheet takes %j for text',
    (text) => {
      expect(readCsv(csv(['t'], [[text]]))[1]).toEqual([`'${text}`]);
    },
  );

  test('no text begins as a formula does, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(readCsv(csv(['t'], [[text]]))[1]?.[0]).not.toMatch(/^\s*[=+\-@]/);
      }),
    );
  });

  test('numbers stay numbers; what is not known is empty', () => {
    expect([csvCell(-5), csvCell(0), csvCell(null), csvCell(Number.NaN)]).toEqual(['-5', '0', '', '']);
  });
});
