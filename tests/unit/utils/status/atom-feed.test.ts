import { expect, test } from 'vitest';
import { readAtom } from '@/utils/status/atom-feed';

const feed = (inside: string): string =>
  `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">${inside}</feed>`;
const entry = (inside: string): string => feed(`<entry>${inside}</entry>`);

test.each([
  [
    'entities',
    '<title>&lt;b&gt; &amp;amp; &#65;&#x1F62D; &nbsp; &#x110000;</title>',
    '<b> &amp; A😭 &nbsp; \ufffd',
  ],
  ['CDATA is text as it stands', '<title><![CDATA[a <b> & c]]></title>', 'a <b> & c'],
  ['a title inside something else is none', '<source><title>no</title></source><title>yes</title>', 'yes'],
  ['a comment is nothing', '<!-- <title>no</title> --><title>y<!-- x -->es</title>', 'yes'],
  ['a > inside an attribute', '<link title="a > b" href=\'c\'/><title>yes</title>', 'yes'],
  ['no title', '<id>1</id>', ''],
])('%s', (_, inside, title) => {
  expect(readAtom(entry(inside))?.[0]?.title).toBe(title);
});

test('what belongs to the feed is not taken for an entry', () => {
  const read = readAtom(
    feed(
      '<title>feed</title><category term="A"/><entry><id>1</id><category term="B" label="b"/><updated>u</updated></entry><entry><published>p</published><updated>u</updated></entry>',
    ),
  );
  expect(read).toEqual([
    { id: '1', title: '', published: 'u', categories: ['B'] },
    { id: '', title: '', published: 'p', categories: [] },
  ]);
});

test.each([
  ['', 'nothing'],
  ['text', 'text'],
  ['<html><body></body></html>', 'HTML'],
  ['<rss version="2.0"></rss>', 'another kind'],
  ['<feed>', 'not closed'],
  ['<feed></feed><feed></feed>', 'two'],
  ['<feed><entry></feed></entry>', 'crossed'],
  ['<feed></feed>after', 'text behind'],
  ['before<feed></feed>', 'text before'],
  ['<!DOCTYPE x [<!ENTITY a "b">]><feed></feed>', 'entities of its own'],
  ['<feed><a b=<c>></feed>', 'a broken attribute'],
  ['<feed><![CDATA[</feed>', 'CDATA not closed'],
  [`${'<feed>'.repeat(30)}${'</feed>'.repeat(30)}`, 'too deep'],
])('%s is no feed: %s', (xml) => {
  expect(readAtom(xml)).toBeUndefined();
});

test('each character is looked at once', () => {
  const parts = ['<a b="', '<a ', '<!--', '<![CDATA[', '<?', '<a>', '&amp;', '</a>', '"', "<a b='>"];
  for (const part of parts) {
    const xml = `<feed>${part.repeat(300_000)}`;
    const before = performance.now();
    expect(readAtom(xml)).toBeUndefined();
    expect(performance.now() - before).toBeLessThan(1_000);
  }
  expect(readAtom(`<feed a${' '.repeat(1_900_000)}`)).toBeUndefined();
});

test('a name without an end takes no time', () => {
  const before = performance.now();
  expect(readAtom(`<feed><${'a'.repeat(40_000)}`)).toBeUndefined();
  expect(readAtom(`<feed></${'a:'.repeat(20_000)}`)).toBeUndefined();
  expect(performance.now() - before).toBeLessThan(200);
});
