import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backupNames, folderNames, lastGroup, slug } from '@/utils/export/file-names';

describe('slug', () => {
  test.each([
    ['Names for a boat', 'names-for-a-boat'],
    ['../../etc/passwd', 'etc-passwd'],
    ['C:\\Windows\\..', 'c-windows'],
    ['CON', 'con'],
    ['', 'untitled'],
    ['...', 'untitled'],
    ['🚉🚀', 'untitled'],
    ['終電は何時ですか？', '終電は何時ですか'],
    ['سؤال عن القطار', 'سؤال-عن-القطار'],
    ['evil\u202Egnp.exe', 'evil-gnp-exe'],
    ['Ångström naïve', 'ångström-naïve'],
    ['a\u0000b\nc', 'a-b-c'],
  ])('%j', (title, expected) => {
    expect(slug(title)).toBe(expected);
  });

  test('any title is a name on every system', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (title) => {
        const name = slug(title);
        expect(name).toMatch(/^[\p{L}\p{N}\p{M}-]+$/u);
        expect(name).not.toMatch(/^-|-$/);
        expect(new TextEncoder().encode(name).byteLength).toBeLessThanOrEqual(160);
      }),
    );
  });
});

describe('folderNames', () => {
  const uuid = (last: string): string => `019a6c41-7d11-7b20-8e6f-${last}`;

  test('equal titles of one day stay apart', () => {
    const ids = Array.from({ length: 50 }, (_, index) => uuid(index.toString(16).padStart(12, '0')));
    const names = folderNames(ids.map((conversationId) => ({ conversationId, title: 'Untitled' })));
    expect(new Set(names.values()).size).toBe(50);
  });

  test('the title and the last group', () => {
    expect([...folderNames([{ conversationId: uuid('4a9c0d3e5f71'), title: 'A b' }]).values()]).toEqual([
      'a-b-4a9c0d3e5f71',
    ]);
  });

  test('even equal last groups stay apart, in any order', () => {
    const named = ['a', 'b', 'c'].map((first) => ({ conversationId: `${first}-same`, title: 'T' }));
    const names = folderNames(named);
    expect(new Set(names.values())).toEqual(new Set(['t-same', 't-same-2', 't-same-3']));
    expect(folderNames(named.toReversed())).toEqual(names);
  });

  test('an id is no path', () => {
    expect(lastGroup('../../x')).toBe('x');
    expect(lastGroup('')).toBe('no-id');
  });
});

test('the name of a backup holds the day, and of several parts each its number', () => {
  const now = new Date(2026, 10, 3, 23, 59).getTime();
  expect(backupNames(now, 1)).toEqual(['lifeline-backup-2026-11-03.zip']);
  expect(backupNames(now, 2)).toEqual([
    'lifeline-backup-2026-11-03-1-of-2.zip',
    'lifeline-backup-2026-11-03-2-of-2.zip',
  ]);
});
