/**
 * Where the marks of Markdown may end a span, found in one pass over the text: a hostile one may hold thousands of beginnings and
 * an end of none.
 */
export interface Places {
  /** The first place of that mark from there on. Asked for from left to right. */
  readonly next: (mark: string, from: number) => number | undefined;
}

/** Places by mark, the first one last. */
type Found = ReadonlyMap<string, number[]>;

export function createPlaces(find: () => Found): Places {
  let found: Found | undefined;
  return {
    next: (mark, from) => {
      found ??= find();
      const left = found.get(mark) ?? [];
      while (left.length > 0 && (left.at(-1) ?? 0) < from) left.pop();
      return left.at(-1);
    },
  };
}

/** Runs of backticks, by the whole run. */
export const runsIn = (text: string): Found =>
  collected([...text.matchAll(/`+/g)].map(({ 0: run, index }) => [run, index]));

/** Behind a letter, before anything but one of its own kind; within a word an underscore is part of it. */
export function endsIn(text: string): Found {
  const ends: [string, number][] = [];
  for (const { 0: run, index } of text.matchAll(/\*+|_+|~~+/g)) {
    const [char = ''] = run;
    const after = text[index + run.length] ?? ' ';
    const isWord = char === '_' && /\w/.test(after);
    if (isWord || /\s/.test(text[index - 1] ?? ' ')) continue;
    if (run.length >= 2) ends.push([char.repeat(2), index + run.length - 2]);
    if (run.length !== 2 && char !== '~') ends.push([char, index + run.length - 1]);
  }
  return collected(ends);
}

function collected(places: readonly (readonly [string, number])[]): Found {
  const found = new Map<string, number[]>();
  for (const [mark, index] of places.toReversed()) {
    const known = found.get(mark) ?? [];
    known.push(index);
    found.set(mark, known);
  }
  return found;
}
