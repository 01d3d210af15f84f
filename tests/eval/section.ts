import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../.output/eval/', import.meta.url));

/** A figure with the bar that it has to reach. */
export interface Bar {
  readonly name: string;
  readonly value: number;
  readonly at: 'least' | 'most';
  readonly bar: number;
}

export interface Figures {
  readonly lines: readonly string[];
  readonly bars: readonly Bar[];
}

/** One part of what `npm run eval` prints. */
export interface Section extends Figures {
  readonly title: string;
}

export const isMet = ({ value, at, bar }: Bar): boolean => (at === 'least' ? value >= bar : value <= bar);

export const barLine = (bar: Bar): string =>
  `${isMet(bar) ? 'met   ' : 'MISSED'}  ${bar.name}: ${Number(bar.value.toFixed(4))} (at ${bar.at} ${bar.bar})`;

export function saveSection(id: string, section: Section): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, `${id}.json`), JSON.stringify(section, null, 2));
}

export const loadSection = (id: string): Section =>
  JSON.parse(readFileSync(join(FOLDER, `${id}.json`), 'utf8')) as Section;
