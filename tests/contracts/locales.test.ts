import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Message {
  readonly message: string;
  readonly description?: string;
  readonly placeholders?: Readonly<Record<string, { readonly content: string }>>;
}
type Words = Readonly<Record<string, Message | undefined>>;

/** Folder of each language of claude.ai's own UI → its BCP 47 tag. */
const LANGUAGES: Readonly<Record<string, string>> = {
  de: 'de',
  en: 'en',
  es: 'es-ES',
  es_419: 'es-419',
  fr: 'fr',
  hi: 'hi',
  id: 'id',
  it: 'it',
  ja: 'ja',
  ko: 'ko',
  pt_BR: 'pt-BR',
};

const FOLDER = 'public/_locales';
/** As English comes first: by their code units. */
const inOrder = (names: readonly string[]): string[] => [...names].sort((a, b) => (a < b ? -1 : 1));
const read = (locale: string): Words => JSON.parse(readFileSync(`${FOLDER}/${locale}/messages.json`, 'utf8'));
const english = read('en');
const keys = Object.keys(english);
const others = Object.keys(LANGUAGES).filter((locale) => locale !== 'en');

const namesIn = (message: string): string[] =>
  [...message.matchAll(/\$(\w+)\$/g)].map(([, name = '']) => name.toLowerCase());
const isSentence = (text: string): boolean =>
  text.split(/\s+/).filter((word) => /^[a-z']+[.,]?$/.test(word)).length >= 4;

it('all languages of claude.ai are there, and no other', () => {
  expect(inOrder(readdirSync(FOLDER))).toEqual(inOrder(Object.keys(LANGUAGES)));
});

describe.each(others)('%s', (locale) => {
  const words = read(locale);
  const wrong = (isWrong: (message: Message, key: string) => boolean): string[] =>
    keys.filter((key) => {
      const message = words[key];
      return message !== undefined && isWrong(message, key);
    });

  it('has words for every key, in the order of English, and no others', () => {
    expect(Object.keys(words)).toEqual(keys);
  });

  it('says what language it is in', () => {
    expect(words.lang?.message).toBe(LANGUAGES[locale]);
  });

  it('puts in the same values', () => {
    const values = ({ message, placeholders = {} }: Message): string[] =>
      inOrder([...new Set(namesIn(message))].map((name) => `${name}=${placeholders[name]?.content}`));
    expect(wrong((one, key) => values(one).join() !== values(english[key] as Message).join())).toEqual([]);
    expect(wrong(({ message }) => /\$(?!\w+\$)/.test(message.replaceAll(/\$\w+\$/g, '')))).toEqual([]);
  });

  it('is as long as there is room', () => {
    const isTooLong = ({ message }: Message, key: string): boolean => {
      const { length } = english[key]?.message ?? '';
      return message.length > Math.max(length * 2, length + 16);
    };
    expect(wrong(isTooLong)).toEqual([]);
    // What the stores take.
    expect(words.extName?.message.length).toBeLessThanOrEqual(45);
    expect(words.extDescription?.message.length).toBeLessThanOrEqual(132);
  });

  it('leaves no sentence in English, nothing empty, no markup and no stray blanks', () => {
    expect(wrong(({ message }, key) => isSentence(message) && message === english[key]?.message)).toEqual([]);
    expect(wrong(({ message }) => message.trim() === '' || /<\/?[a-z]|&[a-z]+;/i.test(message))).toEqual([]);
    const edges = (text: string): string => `${text.match(/^\s*/)}|${text.match(/\s*$/)}`;
    expect(wrong(({ message }, key) => edges(message) !== edges(english[key]?.message ?? ''))).toEqual([]);
    expect(wrong(({ message }) => / {2}/.test(message))).toEqual([]);
  });
});
