// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import rows from '@/tests/fixtures/claude/notices.json';
import { strictMeaningOf } from '@/utils/claude/notice-words';
import { readPage } from '@/utils/claude/notices';
import { pageWith } from './page';

const RETRY = '<button type="button">Try again</button>';
const banner = (html: string): string => `<div data-testid="message-warning" role="status">${html}</div>`;
const toast = (html: string): string => `<li role="status" data-state="open">${html}</li>`;
/** As the page renders its strings: the tags of the list are links. */
const linked = (text: string): string => text.replace(/<(\/?)\w+>/g, '<$1a>').replace(/<a>/g, '<a href="#">');
const isMeaning = (means: string): boolean => means !== 'waiting' && means !== 'nothing';

describe.each(rows)('"$text" is $means', ({ text, means, ownRetry }) => {
  const html = linked(text);

  test('in a banner', () => {
    const { notice } = readPage(pageWith(banner(html)));
    expect(notice?.meaning ?? null).toBe(isMeaning(means) ? means : null);
  });

  test('in a banner with a retry', () => {
    const expected = { nothing: 'unknown', waiting: null }[means] ?? (means === 'waiting' ? null : means);
    expect(readPage(pageWith(banner(`${html} ${RETRY}`))).notice?.meaning ?? null).toBe(expected);
  });

  test('in a toast', () => {
    const { notice } = readPage(pageWith('', toast(html)));
    const told = isMeaning(means) ? { place: 'toast', meaning: means, retry: null } : null;
    expect(notice).toEqual(told && { ...told, words: expect.any(String) });
  });

  test.each([
    ['typographic apostrophes', html.replaceAll("'", '’')],
    ['straight apostrophes', html.replaceAll('’', "'")],
    ['spaces that do not break', html.replaceAll(/ (?=[^<>]*(?:<|$))/g, '\u00a0')],
    ['line breaks of the source', html.replaceAll(/ (?=[^<>]*(?:<|$))/g, '\n      ')],
  ])('with %s', (_, variant) => {
    const { notice } = readPage(pageWith('', toast(variant)));
    expect(notice?.meaning ?? null).toBe(isMeaning(means) ? means : null);
  });

  test(ownRetry ? 'the page tries again by itself' : 'the page does not try again by itself', () => {
    expect(readPage(pageWith(banner(html))).ownRetry).toEqual(ownRetry);
  });

  test('quoted, it says nothing', () => {
    const quotes = [`Renamed to ${html}`, `“${html}” was starred`, `Moved <b>${html}</b> to Notes`];
    for (const quote of quotes) expect(readPage(pageWith('', toast(quote))).notice).toBeNull();
    const said = `<div data-testid="user-message"><div role="alert">${html} ${RETRY}</div></div>`;
    expect(readPage(pageWith(said))).toEqual({ notice: null, ownRetry: null });
  });
});

test('the list has every kind', () => {
  expect(new Set(rows.map(({ means }) => means)).size).toBe(13);
});

test.each([
  'Billing error analysis was renamed',
  'Payment failed emails moved to Notes',
  'Due to capacity limits was starred',
])('the title of a chat that speaks of it says nothing: %s', (words) => {
  expect(strictMeaningOf(words)).toBe('unknown');
});

test.each([
  ['Oops! Something went wrong.', 'failed'],
  ['Sorry. Internal server error', 'server'],
  ['Uh-oh! 529 Overloaded', 'capacity'],
] as const)('a word of regret may stand before: %s', (words, meaning) => {
  expect(strictMeaningOf(words)).toBe(meaning);
});
