/** A number in [0, 1). */
export type Chance = () => number;

export const pick = <T>(chance: Chance, from: readonly T[]): T =>
  from[Math.floor(chance() * from.length)] as T;

const WORDS =
  `the of a to and in that is for with as on by this from or an at which we it be are was not but have can will one two three
  garden kitchen window bridge river market letter ticket engine signal harbour winter summer morning evening table recipe flour
  butter yeast oven salt pepper basil tomato onion carrot seed soil compost spade fence gate ladder hammer screw paint brush
  invoice budget ledger account balance interest quarter margin tax receipt customer supplier contract clause notice term
  server client module branch merge commit cache buffer stream parser token schema index query cursor record lock thread queue
  retry timeout latency memory storage archive backup restore verify manifest digest vector matrix tensor gradient sample model
  lesson exercise grammar verb noun accent syllable chapter stanza rhyme author reader editor draft margin paragraph sentence
  mountain valley forest meadow island coast tide current anchor sail compass chart route station platform carriage timetable
  doctor nurse patient symptom dose allergy fever sleep breath muscle joint stretch balance rhythm melody chord tempo chorus
  simple careful quiet broad narrow early late warm cold clear rough smooth heavy light recent former likely rare common usual
  compare measure explain describe consider suggest replace remove insert collect arrange prepare deliver improve reduce extend`.split(
    /\s+/,
  );
/** Accents, other scripts, and what lies beyond the first plane of Unicode. */
const FOREIGN = [
  'café',
  'naïve',
  'Grüße',
  'señor',
  'Łódź',
  'œuvre',
  '天気',
  '図書館',
  'привет',
  'שלום',
  '👩‍🔬',
  '𝒙',
];

/** So many words, with sentences and paragraphs in them. */
export function words(chance: Chance, count: number): string {
  let text = '';
  let start = true;
  for (let at = 0; at < count; at += 1) {
    const word = chance() < 0.01 ? pick(chance, FOREIGN) : pick(chance, WORDS);
    text += start ? word.charAt(0).toUpperCase() + word.slice(1) : word;
    start = at % 14 === 13;
    text += start ? (at % 70 === 69 ? '.\n\n' : '. ') : ' ';
  }
  return start ? text.trimEnd() : `${text.trimEnd()}.`;
}

/** A number has no more than eight of them to give. */
const hex = (chance: Chance, digits: number): string =>
  digits > 6
    ? hex(chance, digits - 6) + hex(chance, 6)
    : Math.floor(chance() * 16 ** digits)
        .toString(16)
        .padStart(digits, '0');

export const someUuid4 = (chance: Chance): string =>
  `${hex(chance, 8)}-${hex(chance, 4)}-4${hex(chance, 3)}-8${hex(chance, 3)}-${hex(chance, 12)}`;

/** Version 7: the first groups are a clock. */
export function someUuid7(chance: Chance, at: number): string {
  const clock = at.toString(16).padStart(12, '0');
  return `${clock.slice(0, 8)}-${clock.slice(8)}-7${hex(chance, 3)}-8${hex(chance, 3)}-${hex(chance, 12)}`;
}
