import { notAhead } from './clock';
import { guessedEnd } from './trouble';
import type { OwnIncident } from './types';

const KEPT_MS = 90 * 24 * 60 * 60_000;
const MOST = 1_000;

/** Puts in what has changed; the oldest go. */
export function logged(
  rows: readonly OwnIncident[],
  changed: readonly OwnIncident[],
  now: number,
): OwnIncident[] {
  const ids = new Set(changed.map(({ id }) => id));
  return [...rows.filter(({ id }) => !ids.has(id)), ...changed]
    .filter(({ startedAt, endedAt }) => now - (endedAt ?? startedAt) < KEPT_MS)
    .sort((a, b) => a.startedAt - b.startedAt)
    .slice(-MOST);
}

/** Left open by a browser that was closed, so that nobody saw the end. */
export const leftOpen = (
  rows: readonly OwnIncident[],
  open: readonly OwnIncident[],
  now: number,
): OwnIncident[] =>
  rows
    .filter(({ endedAt, id }) => endedAt === null && !open.some((one) => one.id === id))
    .map((row) => notAhead(row, now))
    .map((row) => ({ ...row, ...guessedEnd(row, now) }));
