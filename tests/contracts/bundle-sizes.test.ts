import { describe, expect, it } from 'vitest';
import { built, TARGETS, type Target } from './build';

/** kB of minified code, 1 kB = 1000 bytes. The first three run in every tab of claude.ai, the fourth where a step is performed, the fifth where Claude fails. */
const BUDGETS = {
  'tab-start.js': 2.5,
  'content-scripts/page-observer.js': 12,
  'tab-observer.js': 60,
  'tab-steps.js': 25,
  'rescue.js': 25,
  // 240 before the full backup could go on there without a page: lists, projects, files and what brings them in again.
  // 275 before a torn log of Chromium's database was filled there before it can cost the library.
  'background.js': 278,
};
const POPUP_KB = 95;

/** What a page loads before it can show anything: its scripts, their preloads, and what these import statically. */
function upFront(target: Target, page: string): Map<string, number> {
  const sizes = new Map<string, number>();
  const visit = (path: string): void => {
    if (sizes.has(path)) return;
    const code = built(target, path);
    sizes.set(path, code.byteLength);
    for (const [, name = ''] of code.toString().matchAll(/\b(?:from|import)\s*["'](\.{1,2}\/[^"']+)["']/g))
      visit(new URL(name, `file:///${path}`).pathname.slice(1));
  };
  const html = built(target, page).toString();
  for (const [, name = ''] of html.matchAll(
    /(?:<script[^>]*\ssrc|<link[^>]*modulepreload[^>]*\shref)="\/?([^"]+)"/g,
  ))
    visit(name);
  return sizes;
}

describe.each(TARGETS)('%s', (target) => {
  it.each(Object.entries(BUDGETS))('%s has at most %i kB', (path, limitKb) => {
    expect(built(target, path).byteLength / 1000).toBeLessThanOrEqual(limitKb);
  });

  it(`the popup loads at most ${POPUP_KB} kB of code up front`, () => {
    const sizes = upFront(target, 'popup.html');
    expect(
      [...sizes.keys()].some((path) => /popup/.test(path)),
      'no script found in popup.html',
    ).toBe(true);
    const kb = [...sizes.values()].reduce((sum, size) => sum + size, 0) / 1000;
    expect(kb, JSON.stringify(Object.fromEntries(sizes))).toBeLessThanOrEqual(POPUP_KB);
  });
});
