import { loadavg } from 'node:os';

/** One figure of the backup with the bar that it has to reach. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: 's' | 'ms' | 'MB' | '×' | '';
  /** null: it is only told. */
  readonly atMost: number | null;
  /** What the others need, in words. */
  readonly best?: string;
  /** Of the machine, over the last minute, when it was measured. */
  readonly load: number;
}

export type FigureOptions = Omit<Figure, 'load'>;
export const figure = (options: FigureOptions): Figure => ({ ...options, load: loadavg()[0] ?? Number.NaN });

const NAME = 58;
const shown = (value: number, unit: Figure['unit']): string => {
  if (Number.isNaN(value)) return '–'; // can't be told in this browser
  const digits = unit === '' ? 0 : unit === '×' ? 3 : Math.abs(value) < 100 ? 1 : 0;
  return `${value.toFixed(digits)}${unit === '' ? '' : ` ${unit}`}`;
};

const isMet = ({ value, atMost }: Figure): boolean => atMost === null || value <= atMost;

function line(one: Figure): string {
  const bar = one.atMost === null ? '' : `≤ ${shown(one.atMost, one.unit).replace(/\.0(?= )/, '')}`;
  const cells = [shown(one.value, one.unit), bar, one.load.toFixed(1)].map((cell) => cell.padStart(11));
  const verdict = one.atMost === null ? '' : isMet(one) ? 'met' : 'MISSED';
  const best = one.best === undefined ? '' : `(today: ${one.best})`;
  return `${one.name.padEnd(NAME)}${cells.join('')}  ${verdict.padEnd(6)} ${best}`.trimEnd();
}

export function barTable(figures: readonly Figure[]): string {
  const head = ['measured', 'bar', 'load'].map((one) => one.padStart(11)).join('');
  return [`${''.padEnd(NAME)}${head}`, ...figures.map(line)].join('\n');
}

/** Tells each figure as it comes. One that can't be had costs none of the others, and the run its good end. */
export async function tell(measure: () => Promise<readonly Figure[]>): Promise<readonly Figure[]> {
  try {
    const figures = await measure();
    for (const one of figures) console.log(`  ${line(one)}`);
    return figures;
  } catch (error) {
    console.error(`  Could not measure: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
    return [];
  }
}
