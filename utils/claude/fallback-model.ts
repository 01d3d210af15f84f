/**
 * Which model to switch to while one fails: the newest other one of its family, which answers most alike, then the families
 * below it, then the nearest above. claude.ai itself offers "Retry with {fallbackModelName}".
 * Seen: tests/fixtures/status/incident-titles.json (the families, 2026-09). When wrong: the advice is a model that suits less.
 */
import { modelName } from './model-name';

/** What a paying user's model menu offers; used until other models have been seen answering. */
export const OFFERED: readonly string[] = [
  ...['Opus 5', 'Opus 4.8', 'Opus 4.7', 'Sonnet 5', 'Sonnet 4.6', 'Haiku 4.5'],
];

/** The ablest first. A family that isn't here ranks above all. */
const FAMILIES: readonly string[] = ['Opus', 'Sonnet', 'Haiku'];

/** `known`: models that the user can choose and that aren't failing, in any notation. null: better to wait. */
export function fallbackFor(model: string, known: readonly string[]): string | null {
  const failing = modelName(model);
  if (failing === null) return null;
  const family = familyOf(failing);
  // "Opus" without a version is all of them.
  const all = failing === family;
  const others = known
    .map(modelName)
    .filter((name) => name !== null)
    .filter((name) => name !== failing && !(all && familyOf(name) === family));
  for (const choice of choicesFor(family)) {
    const newest = newestOf(others.filter((name) => familyOf(name) === choice));
    if (newest !== undefined) return newest;
  }
  return null;
}

const familyOf = (name: string): string => name.split(' ', 1)[0] ?? '';

function choicesFor(family: string): readonly string[] {
  const rank = FAMILIES.indexOf(family);
  return [family, ...FAMILIES.slice(rank + 1), ...FAMILIES.slice(0, Math.max(rank, 0)).reverse()];
}

const newestOf = (names: readonly string[]): string | undefined =>
  [...names].sort((a, b) => versionOf(b) - versionOf(a))[0];

/** 4.10 comes after 4.9. */
function versionOf(name: string): number {
  const [major = 0, minor = 0] = (name.split(' ')[1] ?? '').split('.').map(Number);
  return major * 1_000 + minor;
}
