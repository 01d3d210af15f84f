/** Letters that Unicode takes for letters of their own, and people type without the stroke. */
const SPELLED: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  ς: 'σ',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '‐': '-',
  '‑': '-',
  '–': '-',
  '—': '-',
};

/** Accents, and the vowel signs that Hebrew and Arabic are mostly typed without. Other scripts' marks are letters. */
const ACCENTS = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u064b-\u0652]/g;
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;

const known = new Map<string, string>();

/** One code point beyond ASCII as it is looked for; may be empty or longer. */
function foldLetter(letter: string): string {
  let folded = known.get(letter);
  if (folded !== undefined) return folded;
  const plain = letter.normalize('NFKD').replace(ACCENTS, '').replace(INVISIBLE, '').toLowerCase();
  folded = [...plain.normalize('NFC')].map((one) => SPELLED[one] ?? one).join('');
  folded = folded.replace(/\s/g, ' ');
  known.set(letter, folded);
  return folded;
}

const foldAscii = (text: string): string => text.toLowerCase().replace(/[\t\n\v\f\r]/g, ' ');

/** The text as it is looked through: lower case, no accents, every kind of space a space. May be longer or shorter. */
export const fold = (text: string): string => foldAscii(text.replace(/[^\0-\x7f]/gu, foldLetter)); // after the letters, which hold no Σ any more: it has two small forms

/** Where a stretch of the folded text stands in the text itself. */
type Locate = (start: number, end: number) => readonly [start: number, end: number];

export interface FoldedText {
  readonly folded: string;
  readonly locate: Locate;
}

/** The folded text, and the way back from it: which is no way at all where each letter's place is taken by one as long. */
export function foldWithOffsets(text: string): FoldedText {
  let isAligned = true;
  const folded = text.replace(/[^\0-\x7f]/gu, (letter) => {
    const piece = foldLetter(letter);
    isAligned &&= piece.length === letter.length;
    return piece;
  });
  return { folded: foldAscii(folded), locate: isAligned ? (start, end) => [start, end] : locateIn(text) };
}

function locateIn(text: string): Locate {
  /** For each unit of the folded text, where its letter begins. */
  const starts: number[] = [];
  let at = 0;
  for (const letter of text) {
    const { length } = letter > '\x7f' ? foldLetter(letter) : letter;
    for (let unit = 0; unit < length; unit += 1) starts.push(at);
    at += letter.length;
  }
  return (start, end) => {
    const last = starts[end - 1] ?? 0;
    // Up to the next letter, so that an accent that stands by itself goes with the letter it is on.
    let next = end;
    while (starts[next] === last) next += 1;
    return [starts[start] ?? 0, starts[next] ?? text.length];
  };
}
