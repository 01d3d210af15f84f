import { beforeEach, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { t } from '@/utils/browser/i18n';

let lang = 'en';
const getMessage = vi.fn();
beforeEach(() => {
  getMessage.mockImplementation((key: string, values: string[] = []) =>
    key === 'lang' ? lang : values.join('|'),
  );
  vi.spyOn(browser.i18n, 'getMessage').mockImplementation(getMessage as never);
});

const said = (language: string, ...values: (string | number)[]): string => {
  lang = language;
  return t('library_done', ...values);
};

it.each([
  ['en', '12,480'],
  ['de', '12.480'],
  ['fr', '12\u202f480'],
  ['es-419', '12,480'],
  ['es-ES', '12.480'],
  ['pt-BR', '12.480'],
  ['hi', '12,480'],
  ['ja', '12,480'],
])('a large number stands as it is written in %s', (language, words) => {
  expect(said(language, 12_480)).toBe(words);
});

it('small numbers, statuses and what is words already stay as they are', () => {
  expect(said('de', 7, 529, '1,000', '')).toBe('7|529|1,000|');
});

it('a fraction has the sign of the language', () => {
  expect(said('de', 2.5)).toBe('2,5');
});
