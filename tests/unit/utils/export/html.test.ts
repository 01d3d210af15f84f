// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import { html } from '@/utils/export/html';
import { FIXTURES, readFixture } from './payload-texts';

const pageOf = (name: string): Document =>
  new DOMParser().parseFromString(html.render(readFixture(name)), 'text/html');

describe.each(FIXTURES)('%s', (name) => {
  test('nothing in it can run or load', () => {
    const page = pageOf(name);
    expect(page.querySelectorAll('script, iframe, object, embed, link, base, form, img, svg')).toHaveLength(
      0,
    );
    for (const element of page.querySelectorAll('*')) {
      for (const attribute of element.getAttributeNames()) expect(attribute).not.toMatch(/^on|^src|^style$/);
      const address = element.getAttribute('href');
      if (address !== null) expect(address).toMatch(/^(https?:\/\/|mailto:|#message-\d+$)/);
    }
    expect(page.querySelector('meta[http-equiv]')?.getAttribute('content')).toContain("default-src 'none'");
  });
  test('every link within it leads somewhere', () => {
    const page = pageOf(name);
    for (const link of page.querySelectorAll('a[href^="#"]'))
      expect(page.getElementById(link.getAttribute('href')?.slice(1) ?? '')).not.toBeNull();
  });
});

test('what was written reads as it was, tags and all', () => {
  const text = pageOf('tricky-text').querySelector('main')?.textContent ?? '';
  expect(text).toContain(
    'Text <b>bold</b> &amp; &lt;b&gt; <!-- comment --> ]]> </script></style></pre></textarea>',
  );
  expect(text).toContain('CRLF line\r\nnext\rold mac');
});

test('a title cannot leave its place', () => {
  const conversation = { ...readFixture('line'), name: '</title><script>alert(1)</script>' };
  const page = new DOMParser().parseFromString(html.render(conversation), 'text/html');
  expect(page.querySelector('script')).toBeNull();
  expect(page.querySelector('h1')?.textContent).toBe('</title><script>alert(1)</script>');
});

test('thinking and tools are folded, and the artifact stands as it ended, as source', () => {
  const page = pageOf('every-block');
  expect(page.querySelectorAll('details[open]')).toHaveLength(0);
  expect(page.querySelectorAll('details').length).toBeGreaterThan(3);
  expect(page.body.textContent).toContain('<p>First train: 06:12, $& and $1 and $$</p>');
});

test('form', async () => {
  await expect(html.render(readFixture('every-block'))).toMatchFileSnapshot(
    '../../../expected/export/every-block.html',
  );
});
