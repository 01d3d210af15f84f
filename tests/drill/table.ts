import { BARS, type Bar, type Outcome } from './types.ts';

const HEAD: Readonly<Record<Bar, string>> = {
  drafts: 'drafts lost',
  snapshots: 'snapshots lost',
  duplicates: 'duplicate messages',
  errors: 'uncaught errors',
  greens: 'wrong greens',
  unfinished: 'not finished',
};

const COLUMNS = [
  'drill',
  'what was done',
  'browser',
  'times',
  ...BARS.map((bar) => HEAD[bar]),
  's',
  'seed',
  'when',
];

const cell = (text: string): string => text.replaceAll('|', '\\|');
const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

/** "40 of 88 places": so many of those at which it could have been done. */
const times = ({ did, possible }: Outcome): string =>
  possible === null ? String(did) : `${did} of ${possible} places`;

export const rowOf = (one: Outcome): string =>
  line([
    one.drill,
    one.what,
    one.browser,
    times(one),
    ...BARS.map((bar) => String(one.missed[bar])),
    String(one.seconds),
    String(one.seed),
    one.at,
  ]);

/** A drill has one row per browser, whatever its version. */
const keyOf = (row: string): string => {
  const [, drill = '', , browser = ''] = row.split(/(?<!\\)\|/).map((one) => one.trim());
  return `${drill} ${browser.split(' ')[0]}`;
};

const isRow = (text: string): boolean => /^\| (?!drill +\||-)/.test(text);

/** The page with its rows, new ones in place of those of an earlier run; rows of drills that weren't run stay. */
export function writtenAnew(
  page: string,
  intro: string,
  fresh: readonly Outcome[],
  order: readonly string[],
): string {
  const rows = new Map(
    page
      .split('\n')
      .filter(isRow)
      .map((row) => [keyOf(row), row]),
  );
  for (const row of fresh.map(rowOf)) rows.set(keyOf(row), row);
  const place = (key: string): number => {
    const at = order.indexOf(key.slice(0, key.lastIndexOf(' ')));
    return at === -1 ? order.length : at;
  };
  const sorted = [...rows].sort(([a], [b]) => place(a) - place(b) || a.localeCompare(b));
  return `${intro.trim()}\n\n${line(COLUMNS)}\n${line(COLUMNS.map(() => '---'))}\n${sorted.map(([, row]) => row).join('\n')}\n`;
}
