import { describe, expect, it } from 'vitest';
import { built, TARGETS } from './build';

const PAGES = ['popup.html', 'library.html', 'welcome.html'];

describe.each(TARGETS)('%s', (target) => {
  it.each(PAGES)('%s brings its stylesheet, and nothing from elsewhere', (page) => {
    const html = built(target, page).toString();
    const inside = [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, style = '']) => style);
    const linked = [...html.matchAll(/<link[^>]*rel="stylesheet"[^>]*href="\/?([^"]+)"/g)].map(
      ([, href = '']) => built(target, href).toString(),
    );
    const styles = [...inside, ...linked];
    expect(styles, 'no component of this page imports its .css').not.toEqual([]);
    for (const style of styles) expect(style.length).toBeGreaterThan(500);
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });

  // Each file more is a way through the browser before anything is seen.
  it('the popup needs one script, and no other file, to show itself', () => {
    const html = built(target, 'popup.html').toString();
    const [, script = ''] = html.match(/<script[^>]* src="\/([^"]+)"/) ?? [];
    expect(html.match(/(?:src|href)="/g)).toHaveLength(1);
    expect(built(target, script).toString()).not.toMatch(/^import\b(?!\()|;import\b(?!\()/);
  });
});
