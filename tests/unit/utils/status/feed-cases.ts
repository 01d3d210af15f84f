import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import rows from '@/tests/fixtures/status/feeds/index.json';
import type { Answer, CommunitySource } from '@/utils/status/types';

const NOW = Date.parse('2026-11-12T14:02:00Z');
const read = (file: string): string => readFileSync(`tests/fixtures/status/feeds/${file}`, 'utf8');

const iso = (at: number): string => new Date(at).toISOString();

/** What is common to every community source: its recorded answers, and answers that are none. */
export function feedCases(source: CommunitySource, base: string): void {
  const body = read(base);
  const parse = (answer: Answer) => source.parse(answer, NOW);

  test.each(rows.filter((row) => row.source === source.id))('$file with $status: $problem', (row) => {
    const heard = parse({ status: row.status, body: read(row.file) });
    if (row.problem !== null) return expect(heard).toEqual({ ok: false, error: row.problem });
    if (!heard.ok) throw new Error(heard.error);
    expect(iso(heard.value.from)).toBe(row.from);
    if (row.posts) expect(heard.value.posts.map(({ at }) => iso(at))).toEqual(row.posts);
  });

  test('nothing of a post is kept but its time and a short hash', () => {
    for (const { file } of rows.filter((row) => row.source === source.id && row.posts)) {
      const heard = parse({ status: 200, body: read(file) });
      if (!heard.ok) throw new Error(heard.error);
      expect(heard.value).toEqual({ from: expect.any(Number), posts: expect.any(Array) });
      for (const post of heard.value.posts) {
        expect(post).toEqual({ at: expect.any(Number), key: expect.stringMatching(/^[0-9a-z]{1,5}$/) });
      }
    }
  });

  test('an answer that breaks off says nothing', () => {
    const whole = body.trimEnd();
    for (let end = 0; end < whole.length; end += 1)
      expect(parse({ status: 200, body: whole.slice(0, end) }).ok).toBe(false);
  });

  test('ten million characters are not read', () => {
    const before = performance.now();
    expect(parse({ status: 200, body: body + ' '.repeat(10_000_000) })).toEqual({
      ok: false,
      error: 'too-long',
    });
    for (const part of ['<a b="', '{"hits":', '<!--', '[', '&#1;'])
      expect(parse({ status: 200, body: part.repeat(100_000) }).ok).toBe(false);
    expect(performance.now() - before).toBeLessThan(1_500);
  });

  test('a clock that is wrong says nothing', () => {
    for (const days of [-30, -1, 30]) {
      const heard = source.parse({ status: 200, body }, NOW + days * 86_400_000);
      expect(heard.ok).toBe(false);
    }
  });

  test('every address is asked for without what tells users apart, and is allowed', () => {
    for (const url of source.urls(NOW)) {
      expect(new URL(url).protocol).toBe('https:');
      expect(source.urls(NOW + 60_000)).toEqual(source.urls(NOW));
    }
  });

  test('100,000 broken answers: never thrown at, never a post from the future', () => {
    fc.assert(
      fc.property(broken(body), (text) => {
        const heard = parse({ status: 200, body: text });
        if (!heard.ok) return heard.error !== '';
        const { posts, from } = heard.value;
        return from <= NOW + 600_000 && posts.every(({ at, key }) => at <= NOW && key.length <= 5);
      }),
      { numRuns: 100_000 },
    );
  }, 60_000);
}

/** A body that was cut, spliced, or overwritten; or something else altogether. */
export function broken(body: string): fc.Arbitrary<string> {
  const place = fc.nat({ max: body.length });
  const piece = fc.constantFrom(
    '',
    '"',
    '<',
    '>',
    ']]>',
    '<![CDATA[',
    '</feed>',
    '{',
    '}',
    'null',
    '0',
    '-1',
    '1e999',
    '[',
    '\\',
    '&',
    '\u0000',
    '9999999999999',
    '""',
    '{}',
    '[]',
  );
  const cut = fc
    .tuple(place, place, piece)
    .map(([a, b, text]) => body.slice(0, Math.min(a, b)) + text + body.slice(Math.max(a, b)));
  const overwritten = fc
    .tuple(place, fc.nat({ max: 12 }), piece)
    .map(([at, gone, text]) => body.slice(0, at) + text + body.slice(at + gone));
  return fc.oneof(
    { weight: 6, arbitrary: overwritten },
    { weight: 3, arbitrary: cut },
    { weight: 1, arbitrary: fc.string({ maxLength: 60 }) },
  );
}
