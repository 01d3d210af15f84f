import { expect, it, vi } from 'vitest';
import * as backup from '@/utils/storage/backup-items';
import * as diagnostic from '@/utils/storage/diagnostic-items';
import * as fixes from '@/utils/storage/fix-items';
import * as incidents from '@/utils/storage/incident-items';
import type { ItemOptions } from '@/utils/storage/item';
import * as stored from '@/utils/storage/items';
import * as chosen from '@/utils/storage/settings-items';
import * as outside from '@/utils/storage/witness-items';

// In place of the items, what they are made from.
vi.mock('@/utils/storage/item', async (original) => ({
  ...(await original<typeof import('@/utils/storage/item')>()),
  defineItem: (options: unknown) => options,
}));
vi.mock('@/utils/storage/kept-item', () => ({ defineKept: (options: unknown) => options }));
const { current } = await import('@/utils/storage/item');

type Options = ItemOptions<unknown>;
const items = Object.entries({
  ...stored,
  ...backup,
  ...diagnostic,
  ...fixes,
  ...incidents,
  ...chosen,
  ...outside,
} as Record<string, unknown>).filter(
  (entry): entry is [string, Options] => typeof (entry[1] as Partial<Options>).version === 'number',
);

it('there are items, and each has a place of its own', () => {
  const places = items.map(([, { area, key }]) => `${area}:${key}`);
  expect(places).not.toEqual([]);
  expect(new Set(places).size).toBe(places.length);
});

it.each(items)('%s: its fallback fits its own schema', (_, { schema, fallback }) => {
  expect(schema.safeParse(fallback)).toEqual({ success: true, data: fallback });
});

it.each(items)(
  '%s: every change of shape since version 1 has a migration',
  (_, { version, migrations = {} }) => {
    const wanted = Array.from({ length: version - 1 }, (_none, index) => String(index + 2));
    expect(Object.keys(migrations)).toEqual(wanted);
  },
);

it.each(items)('%s: what cannot be read gives way to the fallback', (_, options) => {
  for (const value of [null, 'nonsense', 7, [{ strange: true }], { strange: true }])
    expect(options.schema.safeParse(current({ version: options.version, value }, options)).success).toBe(
      true,
    );
  expect(current({ version: options.version, value: 'nonsense' }, options)).toEqual(options.fallback);
});
