import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distinctNames, safeName } from '@/utils/export/safe-name';

describe('safeName', () => {
  test.each([
    ['photo.png', 'photo.png'],
    ['../../etc/passwd', '-.-etc-passwd'],
    ['C:\\Windows\\system32', 'C--Windows-system32'],
    ['CON', '_CON'],
    ['nul.tar.gz', '_nul.tar.gz'],
    ['Lpt9.txt', '_Lpt9.txt'],
    ['COM¹', '_COM¹'],
    ['console.log', 'console.log'],
    ['.bashrc', 'bashrc'],
    ['trailing dots...', 'trailing dots'],
    ['trailing space .txt ', 'trailing space.txt'],
    ['invoice\u202Efdp.exe', 'invoice-fdp.exe'],
    ['a<b>:"c"|d?*', 'a-b---c--d--'],
    ['new\nline\0.txt', 'new-line-.txt'],
    ['', 'unnamed'],
    ['...', 'unnamed'],
    ['صورة القطار.png', 'صورة القطار.png'],
    [`${'x'.repeat(300)}.tar`, `${'x'.repeat(116)}.tar`],
    [`${'漢'.repeat(100)}.png`, `${'漢'.repeat(38)}.png`],
    [`name.${'e'.repeat(300)}`, `name.${'e'.repeat(115)}`],
  ])('%j', (name, safe) => {
    expect(safeName(name)).toBe(safe);
  });

  test('any name is one that every system takes, and stays so', () => {
    const part = fc.constantFrom(
      'con',
      'aux',
      '.',
      ' ',
      '/',
      '\\',
      ':',
      '\u202e',
      '\u2028',
      'ä',
      '漢',
      'x',
      '\0',
    );
    const names = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.array(part).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(names, (name) => {
        const safe = safeName(name);
        expect(safe).toMatch(/^[^<>:"/\\|?*\p{Cc}\p{Cf}\u2028\u2029]+$/u);
        expect(safe).not.toMatch(/^[. ]|[. ]$/);
        expect(safe.split('.')[0]).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)$/i);
        expect(new TextEncoder().encode(safe).byteLength).toBeLessThanOrEqual(121);
        expect(safeName(safe)).toBe(safe);
      }),
    );
  });
});

test('equal names stay apart, also where case does not count', () => {
  expect(distinctNames(['a.png', 'A.png', 'a.png', 'a (2).png', 'b'])).toEqual([
    'a.png',
    'A (2).png',
    'a (3).png',
    'a (2) (2).png',
    'b',
  ]);
});
