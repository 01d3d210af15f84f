/** The pictures show what the extension can say, and each page finds its own. */
import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { VERDICT_IDS } from '@/utils/diagnosis/severity';
import { read } from './source';

const shownIn = (page: string): string[] =>
  [...read(page).matchAll(/\b(?:src|srcset)="([^"]+)"/g)].map(([, path = '']) =>
    join(page, '..', path).replaceAll('\\', '/'),
  );

it('the pictures in the README and the gallery are there', () => {
  const shown = ['README.md', 'docs/gallery.md'].flatMap(shownIn);
  expect(shown.length).toBeGreaterThan(30);
  expect(shown.filter((path) => !existsSync(path))).toEqual([]);
});

it('the gallery shows each verdict in light and in dark', () => {
  const shown = new Set(shownIn('docs/gallery.md'));
  const wanted = VERDICT_IDS.flatMap((id) => [
    `docs/screenshots/popup-${id}-light.png`,
    `docs/screenshots/popup-${id}-dark.png`,
  ]);
  expect(wanted.filter((path) => !shown.has(path))).toEqual([]);
});

it('no picture lies about unused, and all together stay small', () => {
  const shown = new Set([...['README.md', 'docs/gallery.md'].flatMap(shownIn)]);
  const pictures = globSync('docs/screenshots/**/*.png').map((path) => path.replaceAll('\\', '/'));
  const ofStores = /^docs\/screenshots\/store\//;
  expect(pictures.filter((path) => !shown.has(path) && !ofStores.test(path))).toEqual([]);
  expect(pictures.reduce((sum, path) => sum + statSync(path).size, 0)).toBeLessThan(6_000_000);
});
