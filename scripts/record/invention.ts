/**
 * Invents what stands in a recording instead of what was there: of the same length, the same classes of characters, the same
 * order of ids, and the same for the same. What it invents depends on the order in which things come, never on what they are:
 * nobody can try a guess against it.
 */

import { ROOT_ID } from '@/utils/claude/conversation';
import { knownSentence } from '@/utils/claude/error-sentences';
import { type Chance, letterFor } from './letters.ts';
import { ID_PREFIX, isKnownWord, SERVER_SENTENCES } from './vocabulary.ts';

export interface Invention {
  /** Somebody's words, or anything that isn't known: nothing of it stays but its form. */
  readonly text: (text: string) => string;
  /** An error's words: a known sentence stays, and of others what is telling. */
  readonly sentence: (text: string, telling: RegExp) => string;
  /** A name of claude.ai's: known words stay. `free`: it may be somebody's own. */
  readonly name: (name: string, free?: boolean) => string;
  readonly number: (written: string) => string;
  /** Epoch ms, in the recording's own time. */
  readonly time: (epochMs: number) => number;
  readonly ids: () => readonly string[];
  readonly unknownWords: () => readonly string[];
  /** Sentences that stayed, because they are claude.ai's. */
  readonly keptSentences: () => readonly string[];
}

export interface Plan {
  /** Clocks inside ids of version 7 keep their order: all of those that will come. */
  readonly ids: readonly string[];
  /** ms that all times are moved by. */
  readonly shiftMs: number;
  readonly salt: number;
}

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
export const UUIDS = new RegExp(UUID, 'gi');
const ISO = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?`;
const HEX = '(?<![0-9a-zA-Z])[0-9a-f]{12,}(?![0-9a-zA-Z])';
const PIECES = new RegExp(`${UUID}|${ISO}|${HEX}|https?://|${ID_PREFIX.source}`, 'gi');
const NIL_ID = '00000000-0000-0000-0000-000000000000';

export function invention({ ids, shiftMs, salt }: Plan): Invention {
  const chance = randomOf(salt);
  const memory = new Map<string, string>();
  const unknown = new Set<string>();
  const sentences = new Set<string>();
  const uuids = inventedIds(ids, shiftMs, chance);
  const time = (epochMs: number): number => epochMs + shiftMs;
  const letters = (text: string): string => [...text].map((letter) => letterFor(letter, chance)).join('');
  const piece = (found: string): string => {
    if (/^https?:/i.test(found)) return found;
    if (ID_PREFIX.test(`${found}x`)) return found;
    if (/^.{8}-.{4}-.{4}-/.test(found)) return uuids.of(found);
    if (found.includes('T')) return moved(found, time) ?? letters(found);
    return [...found].map((digit) => hexFor(digit, chance)).join('');
  };
  const once = (key: string, make: () => string): string => {
    const known = memory.get(key) ?? make();
    memory.set(key, known);
    return known;
  };
  const text = (said: string): string => once(`text ${said}`, () => byPieces(said, PIECES, piece, letters));
  return {
    text,
    time,
    sentence: (said, telling) => {
      const plain = said.toLowerCase().replace(/\.$/, '');
      const isKnown = knownSentence(said) !== null || SERVER_SENTENCES.has(plain);
      if (!isKnown) return byPieces(said, new RegExp(telling.source, 'gi'), (kept) => kept, text);
      sentences.add(said);
      return said;
    },
    name: (name, free = false) =>
      once(`${free} ${name}`, () => {
        if (isKnownWord(name) || /^\d{1,2}[hd]$/.test(name)) return name;
        if (name.length > 80 || new RegExp(PIECES.source, 'i').test(name)) return text(name);
        const parts = name.match(/v\d{1,2}(?!\d)|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^A-Za-z0-9]+/g) ?? [];
        const isNamed = parts.some((part) => part.length > 2 && isKnownWord(part));
        const isOwn = (part: string): boolean =>
          (isNamed && /^v?\d{1,2}$/.test(part)) || (part.length > 1 && isKnownWord(part));
        const strange = parts.filter((part) => !isOwn(part) && /^[a-z]{3,}$/i.test(part));
        if (!free) for (const part of strange) unknown.add(part.toLowerCase());
        return parts.map((part) => (isOwn(part) ? part : letters(part))).join('');
      }),
    number: (written) => once(`number ${written}`, () => numberFor(written, time, chance)),
    ids: uuids.seen,
    keptSentences: () => [...sentences],
    unknownWords: () => [...unknown].sort(byLetters),
  };
}

const byLetters = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function byPieces(
  text: string,
  pattern: RegExp,
  kept: (found: string) => string,
  rest: (other: string) => string,
): string {
  let made = '';
  let at = 0;
  for (const { 0: found, index } of text.matchAll(pattern)) {
    made += rest(text.slice(at, index)) + kept(found);
    at = index + found.length;
  }
  return made + rest(text.slice(at));
}

/** A time in its own form: fractions and zone as they were. */
function moved(iso: string, time: (epochMs: number) => number): string | undefined {
  const epochMs = Date.parse(/Z|[+-]\d\d:?\d\d$/i.test(iso) ? iso : `${iso}Z`);
  if (!Number.isFinite(epochMs)) return undefined;
  const date = new Date(time(epochMs));
  if (date.getUTCFullYear() < 1_000 || date.getUTCFullYear() > 9_999) return undefined;
  const fraction = /\.(\d+)/.exec(iso)?.[1] ?? '';
  const digits = `${date.toISOString().slice(20, 23)}${'0'.repeat(fraction.length)}`.slice(
    0,
    fraction.length,
  );
  const zone = /(Z|[+-]\d\d:?\d\d)$/i.exec(iso)?.[1] ?? '';
  const written = zone.replace(/^[+-]\d\d(:?)\d\d$/, '+00$100');
  return `${date.toISOString().slice(0, 19)}${fraction ? `.${digits}` : ''}${written}`;
}

const isClock = (value: number): boolean => value > 1_400_000_000 && value < 2_200_000_000;

/** Small ones count something, times are moved, and of others the digits change. */
function numberFor(written: string, time: (epochMs: number) => number, chance: Chance): string {
  const value = Number(written);
  if (/^-?\d{1,3}$/.test(written) || /^0\.\d{1,2}$/.test(written)) return written;
  if (/^\d+$/.test(written) && isClock(value)) return `${Math.floor(time(value * 1000) / 1000)}`;
  if (/^\d+$/.test(written) && isClock(value / 1000)) return `${time(value)}`;
  return written.replaceAll(/\d+/g, (digits) =>
    [...digits]
      .map((digit, index) => (index === 0 && digit === '0' ? '0' : letterFor(digit, chance, index === 0)))
      .join(''),
  );
}

const hexFor = (digit: string, chance: Chance): string => {
  const pool = /[A-F]/.test(digit) ? 'ABCDEF' : /[a-f]/.test(digit) ? 'abcdef' : '0123456789';
  return pool[Math.floor(chance() * pool.length)] ?? '0';
};

/** Same version, same for the same; those with a clock in the order that they had. */
function inventedIds(known: readonly string[], shiftMs: number, chance: Chance) {
  const ordered = [...new Set(known.map((id) => id.toLowerCase()))]
    .filter((id) => id[14] === '7')
    .sort(byLetters);
  const invented = new Map<string, string>();
  const seen = new Set<string>();
  const random = (count: number): string =>
    Array.from({ length: count }, () => hexFor(chance() < 0.5 ? 'a' : '0', chance)).join('');
  let lastMs = 0;
  let within = 0;
  for (const id of ordered) {
    const ms = Math.min(
      Math.max(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) + shiftMs, lastMs, 1),
      2 ** 48 - 1,
    );
    within = ms === lastMs ? within + 1 : 0;
    lastMs = ms;
    const clock = ms.toString(16).padStart(12, '0');
    const count = within.toString(16).padStart(3, '0');
    invented.set(id, `${clock.slice(0, 8)}-${clock.slice(8)}-7${count}-${id[19]}${random(3)}-${random(12)}`);
  }
  const of = (found: string): string => {
    const id = found.toLowerCase();
    if (id === ROOT_ID || id === NIL_ID) return found;
    seen.add(id);
    const made =
      invented.get(id) ??
      `${random(8)}-${random(4)}-${id[14]}${random(3)}-${id[19]}${random(3)}-${random(12)}`;
    invented.set(id, made);
    return /[A-F]/.test(found) ? made.toUpperCase() : made;
  };
  return { of, seen: () => [...seen] };
}

/** Small and the same everywhere (mulberry32). */
function randomOf(salt: number): Chance {
  let state = 0x11fe11fe ^ Math.imul(salt + 1, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
