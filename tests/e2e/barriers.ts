import axeCore from 'axe-core';
import type { Page } from 'puppeteer-core';
import type { ExtensionBrowser } from '../browsers/types.ts';
import { pause } from './kit.ts';

declare const axe: typeof axeCore;

/** How somebody may look at a page. `double`: at 200 %, where only half of the room is left. */
export const LOOKS = ['light', 'dark', 'forced', 'double'] as const;
export type Look = (typeof LOOKS)[number];

export async function look(
  browser: ExtensionBrowser,
  page: Page,
  how: Look,
  [width, height]: readonly [number, number],
): Promise<void> {
  const zoom = how === 'double' ? 2 : 1;
  await page.setViewport({ width: width / zoom, height: height / zoom, deviceScaleFactor: zoom });
  await browser.setForcedColors(page, how === 'forced');
  await browser.setColorScheme(page, how === 'dark' ? 'dark' : 'light');
  const isForced = await page.evaluate(() => matchMedia('(forced-colors: active)').matches);
  if (isForced !== (how === 'forced')) throw new Error(`Forced colours: ${isForced}, for ${how}.`);
}

/**
 * Runs in the page: what axe has to say. `root`: a part of it, with what stands in its shadow. Under forced colours it takes the
 * page's own colour for the one of the text, since it reads `-webkit-text-fill-color`: there `faintTexts` alone judges contrast.
 */
async function violations(root: string | null): Promise<string[]> {
  const context = root === null ? document : { include: [[root]] };
  const isForced = matchMedia('(forced-colors: active)').matches;
  const found = await axe.run(context, {
    ...{ resultTypes: ['violations'], preload: false },
    rules: { 'color-contrast': { enabled: !isForced } },
  });
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

/** Runs in the page: text that stands out less than 4.5 : 1, large text too. What can't be pressed now may be paler. */
function faintTexts(root: string | null): string[] {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  type Rgba = readonly [number, number, number, number];
  const rgba = (color: string): Rgba => {
    if (!canvas) throw new Error('no canvas');
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0, a = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top: Rgba, below: Rgba): Rgba => {
    const mix = (at: 0 | 1 | 2): number => top[at] * top[3] + below[at] * (1 - top[3]);
    return [mix(0), mix(1), mix(2), 1];
  };
  const light = (color: Rgba): number => {
    const part = (value: number): number => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    };
    return 0.2126 * part(color[0]) + 0.7152 * part(color[1]) + 0.0722 * part(color[2]);
  };
  const parentOf = (one: Element): Element | null =>
    one.assignedSlot ?? one.parentElement ?? (one.getRootNode() as ShadowRoot).host ?? null;
  const seen = (one: Element): { paper: Rgba; opacity: number } => {
    const layers: Rgba[] = [];
    let opacity = 1;
    for (let at: Element | null = one; at; at = parentOf(at)) {
      const style = getComputedStyle(at);
      opacity *= Number(style.opacity);
      layers.push(rgba(style.backgroundColor));
    }
    return { paper: layers.reduceRight((below, layer) => over(layer, below), rgba('#ffffff')), opacity };
  };
  const faint: string[] = [];
  const walk = (top: Node): void => {
    const texts = document.createTreeWalker(top, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      if (node instanceof Element && node.shadowRoot) walk(node.shadowRoot);
      const parent = node.parentElement;
      if (node.nodeType !== 3 || !parent || node.nodeValue?.trim() === '') continue;
      if (!parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      if (parent.closest('.unseen, [inert], [aria-disabled="true"], :disabled, script, style')) continue;
      const { paper, opacity } = seen(parent);
      const [r, g, b, a] = rgba(getComputedStyle(parent).color);
      const [ink, below] = [light(over([r, g, b, a * opacity], paper)), light(paper)];
      const contrast = (Math.max(ink, below) + 0.05) / (Math.min(ink, below) + 0.05);
      if (contrast < 4.5) faint.push(`contrast ${contrast.toFixed(2)}: ${node.nodeValue?.slice(0, 60)}`);
    }
  };
  const start = root === null ? document.body : document.querySelector(root);
  if (start?.shadowRoot) walk(start.shadowRoot);
  else if (start) walk(start);
  return faint;
}

/** Runs in the page: what the window cuts off, and what scrolls both ways. Code keeps its lines, and scrolls by itself. */
function cutOff(root: string | null): string[] {
  const top = root === null ? document : document.querySelector(root)?.shadowRoot;
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const out = [...document.querySelectorAll('*')].filter(
    (one) => one.getBoundingClientRect().right > document.documentElement.clientWidth,
  );
  const whose = out.at(-1)?.textContent ?? '';
  const found = root === null && wide > 0 ? [`the page is ${wide} px too wide: ${whose}`] : [];
  const isForEars = (one: Element | null): boolean =>
    one !== null && (getComputedStyle(one).clipPath !== 'none' || isForEars(one.parentElement));
  const name = (one: Element): string => one.outerHTML.slice(0, 120);
  for (const one of top?.querySelectorAll<HTMLElement>('*') ?? []) {
    if (one.closest('svg, pre, [inert], .code, .row a') || !one.checkVisibility() || isForEars(one)) continue;
    const { left, right, width } = one.getBoundingClientRect();
    if (width > 0 && (left < -1 || right > innerWidth + 1)) found.push(`out of sight: ${name(one)}`);
    const style = getComputedStyle(one);
    const isShort = style.textOverflow === 'ellipsis'; // whole in the title or on the page behind it
    const [wider, higher] = [one.scrollWidth - one.clientWidth, one.scrollHeight - one.clientHeight];
    if (wider > 1 && !isShort && style.display !== 'inline' && style.overflowX !== 'visible')
      found.push(`${wider} px hidden at the side: ${name(one)}`);
    if (one.matches('button, a.button, label') && style.display !== 'inline' && (wider > 1 || higher > 1))
      found.push(`more than its box holds: ${name(one)}`);
  }
  return found;
}

/** What the window cuts off, alone. */
export const cuts = (page: Page): Promise<string[]> => page.evaluate(cutOff, null);

/** Runs in the page: what shows a word and is called by another, so that nobody can press it by saying what they read. */
async function misnomers(): Promise<string[]> {
  const { violations: found } = await axe.run(document, {
    ...{ resultTypes: ['violations'], preload: false },
    runOnly: { type: 'rule', values: ['label-content-name-mismatch'] },
  });
  return found.flatMap(({ nodes }) => nodes.map(({ html }) => `misnamed: ${html.slice(0, 160)}`));
}

/**
 * Runs in the page. Where no font has the letters of its words, the browser draws boxes, in Firefox far wider ones than any letter:
 * then letters that differ in width are all as wide as what has no letter at all.
 */
function hasLetters(): boolean {
  const pen = document.createElement('canvas').getContext('2d');
  if (pen === null) return true;
  pen.font = `20px ${getComputedStyle(document.body).fontFamily}`;
  const none = pen.measureText('\u0bff').width;
  return !['\u0915', '\u0923', '\u0930'].every((letter) => pen.measureText(letter).width === none);
}

/** What words can spoil: what they don't fit into, and what they name otherwise than it is called. */
export async function wordBarriers(page: Page): Promise<string[]> {
  await bringAxe(page);
  const isDrawn = (await page.$('html:lang(hi)')) === null || (await page.evaluate(hasLetters));
  return [...(await page.evaluate(misnomers)), ...(isDrawn ? await page.evaluate(cutOff, null) : [])];
}

async function bringAxe(page: Page): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeCore.source);
}

/** What axe has to say of a page in either colour scheme: for what comes about only while something happens. */
export async function violationsInBoth(browser: ExtensionBrowser, page: Page): Promise<string[]> {
  await bringAxe(page);
  const found: string[] = [];
  for (const scheme of ['dark', 'light'] as const) {
    await browser.setColorScheme(page, scheme);
    await pause(200); // colours fade
    found.push(...(await page.evaluate(violations, null)).map((one) => `${scheme}: ${one}`));
  }
  return found;
}

/** Whatever would keep somebody out, of the page as it looks now. */
export async function barriers(page: Page, root: string | null = null): Promise<string[]> {
  await bringAxe(page);
  return [
    ...(await page.evaluate(violations, root)),
    ...(await page.evaluate(faintTexts, root)),
    ...(await page.evaluate(cutOff, root)),
  ];
}
