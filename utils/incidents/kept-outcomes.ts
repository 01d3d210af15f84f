/**
 * Three hours of what worked and what failed: nine in ten incidents are over by then. Loads are many in a busy tab: those of one kind
 * push out none of another.
 */
import type { Outcome } from './outcomes';

const KEPT_MS = 3 * 60 * 60_000;
const MOST_OF_A_KIND = 130;

const kindOf = ({ what, ok }: Outcome): string => (what === 'send' ? what : `${ok}`);

/** Oldest first. */
export function keptOutcomes(all: Iterable<Outcome>, now: number): Outcome[] {
  const recent = [...all].filter(({ at }) => now - at < KEPT_MS).sort((a, b) => a.at - b.at);
  const count = new Map<string, number>();
  return recent
    .toReversed()
    .filter((outcome) => {
      const kind = kindOf(outcome);
      count.set(kind, (count.get(kind) ?? 0) + 1);
      return (count.get(kind) ?? 0) <= MOST_OF_A_KIND;
    })
    .reverse();
}
