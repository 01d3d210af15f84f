import { expect, it } from 'vitest';
import { built } from './build';

/** Only Chromium's log can be torn: Firefox has nothing to mend, and would write for nothing. */
it.each(['background.js'])('what mends a torn log is in %s of Chromium, and not of Firefox', (path) => {
  expect(built('chrome-mv3', path).toString()).toContain('ballast');
  expect(built('firefox-mv3', path).toString()).not.toContain('ballast');
});
