import type { Played } from './replay.ts';
import { CLASSES, type Surface, type SurfaceClass } from './types.ts';

export interface Result {
  readonly surface: Surface;
  readonly played: Played;
  /** The class that counts: of what must stay silent, the worst ever told; else what is told at the end. */
  readonly called: SurfaceClass;
  /** Classes told at some time that were not true then. */
  readonly wrongly: readonly SurfaceClass[];
}

export interface ClassScore {
  readonly class: SurfaceClass;
  readonly surfaces: number;
  readonly precision: number;
  readonly recall: number;
}

/** Hard negatives: all is well, or the user has come to a limit of theirs. */
const NEGATIVES: readonly SurfaceClass[] = ['none', 'limit', 'length'];
/** Told or not, claude.ai is not to blame for these. */
const NOT_CLAUDES: readonly SurfaceClass[] = [
  ...NEGATIVES,
  'challenge',
  'signed-out',
  'network',
  'unreachable',
  'offline',
  'page',
];
export const isNegative = ({ class: truth }: Surface): boolean => NEGATIVES.includes(truth);

export function resultOf(surface: Surface, played: Played): Result {
  const { class: truth, before = [] } = surface;
  const wrong = played.ever.filter(({ class: told }) => told !== truth && !before.includes(told));
  const worst = wrong.find(({ outage }) => outage) ?? wrong[0];
  return {
    surface,
    played,
    called: truth === 'none' && worst ? worst.class : played.final.class,
    wrongly: [...new Set(wrong.map(({ class: told }) => told))],
  };
}

export const isMissed = ({ surface, called, wrongly }: Result): boolean =>
  called !== surface.class || wrongly.length > 0;

/** A false alarm that goes away again is still a false alarm: it costs its class precision. */
export function scores(results: readonly Result[]): ClassScore[] {
  return CLASSES.map((name) => {
    const truths = results.filter(({ surface }) => surface.class === name);
    const right = truths.filter(({ called }) => called === name).length;
    const false_ = results.filter(
      ({ surface, called, wrongly }) => surface.class !== name && (called === name || wrongly.includes(name)),
    ).length;
    return {
      class: name,
      surfaces: truths.length,
      precision: right + false_ === 0 ? 0 : right / (right + false_),
      recall: truths.length === 0 ? 0 : right / truths.length,
    };
  });
}

/** What claude.ai is not to blame for, and yet it was said once, and as certain, that Claude fails. */
export const falseOutages = (results: readonly Result[]): Result[] =>
  results.filter(
    ({ surface: { class: truth, before = [] }, played }) =>
      NOT_CLAUDES.includes(truth) &&
      played.ever.some(({ outage, class: told }) => outage && !before.includes(told)),
  );

export function confusion(results: readonly Result[]): string[] {
  const count = (truth: SurfaceClass, called: SurfaceClass): string => {
    const number = results.filter((one) => one.surface.class === truth && one.called === called).length;
    return (number === 0 ? '·' : String(number)).padStart(6);
  };
  const heads = CLASSES.map((name) => name.slice(0, 5).padStart(6)).join('');
  const rows = CLASSES.map(
    (truth) => truth.padEnd(14) + CLASSES.map((called) => count(truth, called)).join(''),
  );
  return [`${'truth \\ called'.padEnd(14)}${heads}`, ...rows];
}

export function missedLine({ surface, played, called, wrongly }: Result): string {
  const { verdict, finding } = played.final;
  const first = played.ever.find(({ class: told }) => wrongly.includes(told));
  const alarm = first ? `; wrongly ${first.class} (${first.verdict}) at ${first.at / 1000} s` : '';
  return `${surface.id}: ${surface.class}, called ${called} (${verdict}, ${finding ?? 'no finding'})${alarm}`;
}
