/** Another character of the same class and of the same length in UTF-8, never the same one. */
export type Chance = () => number;

/** By class, and by bytes. */
const POOLS: readonly (readonly [RegExp, Readonly<Record<number, string>>])[] = [
  [/\p{Lu}|\p{Lt}/u, { 1: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 2: 'ÄÖÜÉÈÑÇØ', 3: 'ḀḂḄḆḈḊ', 4: '𐐀𐐁𐐂𐐃' }],
  [/\p{Ll}/u, { 1: 'abcdefghijklmnopqrstuvwxyz', 2: 'äöüéèñçø', 3: 'ḁḃḅḇḉḋ', 4: '𐐨𐐩𐐪𐐫' }],
  [/\p{L}/u, { 2: 'אבגדהו', 3: '天地人山川木火水', 4: '𠀀𠀁𠀂𠀃' }],
  [/\p{N}/u, { 1: '0123456789', 2: '²³¹¼½¾', 3: '①②③④⑤', 4: '𝟎𝟏𝟐𝟑' }],
  [/\p{M}/u, { 2: '\u0300\u0301\u0302\u0303', 3: '\u20d0\u20d1\u20d2', 4: '\u{e0100}\u{e0101}\u{e0102}' }],
];
/** Symbols, and what can't be seen: the latter could spell something. ASCII is form, as punctuation is. */
const OTHERS: Readonly<Record<number, string>> = { 2: '±×÷¤¬', 3: '★☆☂☎☕', 4: '🙂🙃🚲🌲🎈' };
const FORM = /^[\p{P}\p{Z}]$/u;

const bytesOf = (letter: string): number => new TextEncoder().encode(letter).length;

export function letterFor(letter: string, chance: Chance, notZero = false): string {
  const isAscii = letter < '\u0080';
  const pools = POOLS.find(([pattern]) => pattern.test(letter))?.[1];
  if (!pools && (isAscii || FORM.test(letter))) return letter;
  const pool = (pools ?? OTHERS)[bytesOf(letter)] ?? OTHERS[bytesOf(letter)] ?? '?!';
  const choice = [...pool].filter((one) => one !== letter && !(notZero && one === '0'));
  return choice[Math.floor(chance() * choice.length)] ?? '?';
}
