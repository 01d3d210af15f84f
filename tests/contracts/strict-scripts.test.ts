import { describe, expect, it } from 'vitest';
import { built, TARGETS } from './build';

/** In a sloppy script, a function of the page's that we call finds our objects by `arguments.callee.caller`. */
describe.each(TARGETS)('%s', (target) => {
  it.each(['tab-start.js', 'content-scripts/page-observer.js', 'tab-observer.js'])(
    '%s is strict as a whole, and leaves no name behind',
    (path) => {
      expect(built(target, path).toString()).toMatch(/^\(function\(\)\{["']use strict["'];/);
    },
  );
});
