import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const CALM = '(prefers-reduced-motion: no-preference)';

/** Everything that moves, with the rules around it, outermost first. */
function moving(css: string): string[][] {
  const around: string[] = [];
  const found: string[][] = [];
  for (const [, text = '', end] of css.replaceAll(/\/\*.*?\*\//gs, '').matchAll(/([^{};]*)([{};])/g)) {
    if (end === '{') around.push(text.trim());
    if (end !== '{' && /^\s*(animation|transition|scroll-behavior)\b/.test(text)) found.push([...around]);
    if (end === '}') around.pop();
  }
  return found;
}

describe('who wants less motion sees none', () => {
  const sheets = globSync('components/**/*.css');

  it.each(sheets)('%s', (path) => {
    for (const around of moving(readFileSync(path, 'utf8'))) expect(around[0]).toContain(CALM);
  });

  it('what moves is seen', () => {
    const all = sheets.flatMap((path) => moving(readFileSync(path, 'utf8')));
    expect(all.length).toBeGreaterThan(0);
    expect(moving('a { transition: all 1s; }')).toEqual([['a']]);
    expect(moving(`@media ${CALM} { a { b: c; animation: d } }`)).toEqual([[`@media ${CALM}`, 'a']]);
  });

  it('no script starts one by itself', () => {
    const starts = /behavior: 'smooth'|\.animate\(|\b(animation|transition):/;
    const scripts = globSync('{components,entrypoints,utils}/**/*.{ts,tsx}');
    expect(scripts.filter((path) => starts.test(readFileSync(path, 'utf8')))).toEqual([]);
  });
});
