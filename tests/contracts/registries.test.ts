import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { detectors } from '@/utils/detectors/registry';
import { EXPORT_FORMATS } from '@/utils/export/registry';
import { FORMAT_IDS } from '@/utils/export/types';
import { fixes } from '@/utils/fixes/registry';
import { FIX_IDS } from '@/utils/fixes/types';
import { probes } from '@/utils/probes/registry';
import { PROBE_IDS } from '@/utils/probes/types';
import { signals } from '@/utils/signals/registry';
import { statusSources } from '@/utils/status/registry';
import { SOURCE_IDS } from '@/utils/status/types';
import { nameOf } from './source';

interface Signal {
  readonly shape?: { readonly kind?: { readonly _zod: { readonly def: { readonly values: string[] } } } };
}
/** The id of a thing that belongs into a registry; undefined for every other value that a file exports. */
type IdOf = (value: unknown) => string | undefined;

const having =
  (method: string): IdOf =>
  (value) => {
    const thing = (value ?? {}) as Record<string, unknown>;
    return typeof thing.id === 'string' && typeof thing[method] === 'function' ? thing.id : undefined;
  };
const kindOf: IdOf = (value) => (value as Signal | null)?.shape?.kind?._zod.def.values[0];

const FOLDERS = {
  detectors: {
    idOf: having('detect'),
    registered: detectors,
    files: import.meta.glob('/utils/detectors/*.ts', { eager: true }),
  },
  fixes: {
    idOf: having('plan'),
    registered: fixes,
    files: import.meta.glob('/utils/fixes/*.ts', { eager: true }),
  },
  probes: {
    idOf: having('read'),
    registered: probes,
    files: import.meta.glob('/utils/probes/*.ts', { eager: true }),
  },
  status: {
    idOf: having('parse'),
    registered: statusSources,
    files: import.meta.glob('/utils/status/*.ts', { eager: true }),
  },
  export: {
    idOf: having('render'),
    registered: EXPORT_FORMATS,
    files: import.meta.glob('/utils/export/*.ts', { eager: true }),
  },
  signals: {
    idOf: kindOf,
    registered: signals,
    files: import.meta.glob('/utils/signals/*.ts', { eager: true }),
  },
};

describe.each(Object.entries(FOLDERS))('utils/%s', (folder, { idOf, registered, files }) => {
  const found = Object.entries(files).flatMap(([file, exports]) =>
    Object.values(exports as object).flatMap((value) => {
      const id = idOf(value);
      return id === undefined ? [] : [{ file: nameOf(file), id }];
    }),
  );
  const ids = registered.map(idOf);

  it('gives each thing the name of its file', () => {
    expect(found.filter(({ file, id }) => file !== id)).toEqual([]);
  });
  it('registers each of them, once, and nothing else', () => {
    expect(new Set(ids)).toEqual(new Set(found.map(({ id }) => id)));
    expect(ids).toHaveLength(found.length);
  });
  // A signal is a shape without behaviour; what reads it is tested.
  if (folder === 'signals') return;
  it('tests each of them at the mirrored path', () => {
    const tests = found.map(({ file }) => `tests/unit/utils/${folder}/${file}.test.ts`);
    const missing = tests.filter((path) => !existsSync(path));
    expect(missing, 'no unit test of the same name').toEqual([]);
  });
});

it('names the same ids in the types as in the registries', () => {
  expect(new Set(FIX_IDS)).toEqual(new Set(fixes.map(({ id }) => id)));
  expect(FORMAT_IDS).toEqual(EXPORT_FORMATS.map(({ id }) => id));
  expect(PROBE_IDS).toEqual(probes.map(({ id }) => id));
  expect(new Set(SOURCE_IDS)).toEqual(new Set(statusSources.map(({ id }) => id)));
});
