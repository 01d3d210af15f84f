import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from 'puppeteer-core';
import type { ExtensionBrowser } from '../../tests/browsers/types.ts';

const SCHEMES = ['light', 'dark'] as const;
type Scheme = (typeof SCHEMES)[number];

interface Shot {
  readonly width: number;
  /** Cut to what `fit` names where none is given. */
  readonly height?: number;
  readonly fit?: string;
  /** Pixels per point; README's are shown on fine screens too. */
  readonly scale?: number;
}

/** Taller than anything that is cut to its own height. */
const TALL = 1600;

export interface Camera {
  readonly folder: string;
  /** As it stands, once in each colour scheme: `<name>-light.png`, `<name>-dark.png`. */
  readonly both: (page: Page, name: string, shot: Shot) => Promise<void>;
  /** In one colour scheme, under this very name. */
  readonly one: (page: Page, name: string, shot: Shot, scheme?: Scheme) => Promise<void>;
}

export function cameraIn(folder: string, driver: ExtensionBrowser): Camera {
  const one = async (page: Page, name: string, shot: Shot, scheme: Scheme = 'light'): Promise<void> => {
    const { width, fit = 'body', scale = 1 } = shot;
    await page.bringToFront();
    await page.mouse.move(0, 0); // no button looks chosen
    await driver.setColorScheme(page, scheme);
    await page.setViewport({ width, height: shot.height ?? TALL, deviceScaleFactor: scale });
    const height =
      shot.height ?? (await page.$eval(fit, (element) => Math.ceil(element.getBoundingClientRect().bottom)));
    await page.setViewport({ width, height, deviceScaleFactor: scale });
    await settled(page);
    const path = join(folder, `${name}.png`) as `${string}.png`;
    await mkdir(dirname(path), { recursive: true });
    await page.screenshot({ path, clip: { x: 0, y: 0, width, height } });
    console.log(`  ${name}.png  ${width} × ${height}`);
  };
  return {
    folder,
    one,
    both: async (page, name, shot) => {
      for (const scheme of SCHEMES) await one(page, `${name}-${scheme}`, shot, scheme);
    },
  };
}

/** After a change of colours, and after the fade. */
const settled = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(() => resolve())), 200);
      }),
  );
