import { describe, expect, it } from 'vitest';
import { built, TARGETS } from './build';

const PAGES = ['popup.html', 'library.html'];

describe.each(TARGETS)('%s', (target) => {
  it.each(PAGES)('%s brings its stylesheet, and nothing from elsewhere', (page) => {
    const html = built(target, page).toString();
    const styles = [...html.matchAll(/<link[^>]*rel="stylesheet"[^>]*href="([^"]+)"/g)].map(
      ([, href = '']) => href,
    );
    expect(styles, 'no component of this page imports its .css').not.toEqual([]);
    for (const href of styles) expect(built(target, href.replace(/^\//, '')).byteLength).toBeGreaterThan(500);
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });
});
