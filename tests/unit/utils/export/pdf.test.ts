// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { html } from '@/utils/export/html';
import { pdf } from '@/utils/export/pdf';
import { readFixture } from './payload-texts';

test('it is the page with everything open, as nobody opens anything on paper', () => {
  const rendered = pdf.render(readFixture('every-block'));
  const page = new DOMParser().parseFromString(rendered, 'text/html');
  expect(page.querySelectorAll('details:not([open])')).toHaveLength(0);
  expect(rendered.replaceAll('<details open>', '<details>')).toBe(html.render(readFixture('every-block')));
  expect(rendered).toContain('@media print');
});
