/**
 * When each witness is asked. Pure: time and chance come from outside, so that a million installs can be played through it.
 * The official page has a rhythm of its own; the community is asked only in trouble or by somebody who looks. Rhythms waver by a
 * fifth to either side, so that those who began together don't stay together.
 */
import type { Settings } from '@/utils/settings/types';
import type { SourceId, StatusSource, Witness } from './types';

/**
 * Why somebody asks. `tick`: it is time again. `doubt`: something failed that may mend itself. `onset`: trouble has begun.
 * `popup`: somebody has opened it.
 */
export type Occasion = 'tick' | 'doubt' | 'onset' | 'popup';

export interface Moment {
  readonly occasion: Occasion;
  /** Since when there is trouble about which others can tell more; null for none. */
  readonly troubleSince: number | null;
  readonly now: number;
}

export interface Bench {
  readonly settings: Settings;
  /** Sources that the browser lets us ask. */
  readonly permitted: ReadonlySet<SourceId>;
  readonly witnesses: readonly Witness[];
}

const MINUTE_MS = 60_000;
/** When trouble begins, or somebody looks: an older answer of the official page is too old. */
const ONSET_MS = 10_000;
/** A rhythm wavers by so much. */
const WAVER = 0.2;
const LEAST = 1 - WAVER;
/** Trouble has just begun. */
const NEW_MS = 30_000;
/** Trouble that lasts so long is known by then, or is the user's own. */
const LONG_MS = 120 * MINUTE_MS;
/** From then on the community has little to add. */
const LASTING_MS = 45 * MINUTE_MS;
const LASTING = 2;
/** Who refuses is asked less often. */
const REFUSED = { trouble: 5, quiet: 3, community: 2 };
/** The first question comes so long after the first tab: browsers start together in the morning. */
const FIRST_MS = { from: 30_000, to: 90_000 };
/**
 * An outage strikes everybody who waits for an answer in the same second. A background that falls asleep before it has asked leaves
 * it to the next tick.
 */
const ONSET_DELAY_MS = { official: 5_000, community: 60_000 };

/** Why a source isn't asked at all; null when it is. */
export function barred(
  { id, permission }: StatusSource,
  settings: Settings,
  permitted: ReadonlySet<SourceId>,
): 'off' | 'no-permission' | null {
  if (!settings.sources[id]) return 'off';
  return permission === undefined || permitted.has(id) ? null : 'no-permission';
}

export const isDue = (source: StatusSource, bench: Bench, moment: Moment): boolean => {
  if (barred(source, bench.settings, bench.permitted) !== null) return false;
  const witness = bench.witnesses.find(({ id }) => id === source.id);
  const spacing = spacingMs(source, witness, bench.settings, moment);
  if (spacing === null) return false;
  const askedAt = witness?.askedAt ?? null;
  // A time that lies ahead is of a clock that was set back.
  return askedAt === null || Math.abs(moment.now - askedAt) >= spacing;
};

/** ms that have to lie between two questions; null: not on such an occasion. */
function spacingMs(
  source: StatusSource,
  witness: Witness | undefined,
  settings: Settings,
  moment: Moment,
): number | null {
  const { occasion } = moment;
  const refused = witness?.problem?.startsWith('http-4') ?? false;
  const troubled = isTroubled(moment);
  if (source.kind === 'community') {
    const wanted = troubled && occasion !== 'doubt' && settings.community === 'in-trouble';
    if (!wanted && occasion !== 'popup') return null;
    return source.everyMs * (refused ? REFUSED.community : 1) * (isLasting(moment) ? LASTING : 1);
  }
  if (occasion === 'popup' || (occasion === 'onset' && isNew(moment))) return ONSET_MS;
  const often = troubled || occasion === 'doubt' || occasion === 'onset';
  const slower = refused ? REFUSED[often ? 'trouble' : 'quiet'] : 1;
  return (often ? source.everyMs : settings.statusEveryMin * MINUTE_MS) * slower * LEAST;
}

const isLasting = ({ troubleSince, now }: Moment): boolean =>
  troubleSince !== null && now - troubleSince >= LASTING_MS;

const isTroubled = ({ troubleSince, now }: Omit<Moment, 'occasion'>): boolean =>
  troubleSince !== null && now - troubleSince < LONG_MS;

/** A background that wakes in the middle of trouble takes it for the beginning. */
const isNew = ({ troubleSince, now }: Moment): boolean =>
  troubleSince === null || Math.abs(now - troubleSince) < NEW_MS;

/** Since when there is trouble, after one more look. */
export function troubleAfter(since: number | null, inTrouble: boolean, now: number): number | null {
  if (!inTrouble) return null;
  return since === null || since > now ? now : since;
}

/** ms until it is time again. `chance` is in [0, 1). */
export function nextTickMs(settings: Settings, moment: Omit<Moment, 'occasion'>, chance: number): number {
  const period = isTroubled(moment) ? MINUTE_MS : settings.statusEveryMin * MINUTE_MS;
  return period * (LEAST + 2 * WAVER * chance);
}

export const firstTickMs = (chance: number): number => FIRST_MS.from + (FIRST_MS.to - FIRST_MS.from) * chance;

/** No tick lies further ahead; one that does is of a clock that was set back. */
export const farthestTickMs = (settings: Settings): number =>
  settings.statusEveryMin * MINUTE_MS * (1 + WAVER);

/** ms from the first failure to the question. */
export const onsetDelayMs = ({ kind }: Pick<StatusSource, 'kind'>, chance: number): number =>
  ONSET_DELAY_MS[kind] * chance;

/** What a community source said; the official page may be asked more seldom than that. */
const FRESH_MS = 15 * MINUTE_MS;

/** An answer that is too old is none: what was well hours ago may not be shown as well. */
export function aged(witness: Witness, settings: Settings, now: number): Witness {
  const { id, state, answeredAt } = witness;
  const isOfficial = id === 'claude-status-page';
  const fresh = isOfficial ? Math.max(FRESH_MS, 1.5 * settings.statusEveryMin * MINUTE_MS) : FRESH_MS;
  if (state === 'unknown' || answeredAt === null || Math.abs(now - answeredAt) <= fresh) return witness;
  const { official: _, ...rest } = witness;
  return { ...rest, state: 'unknown', impact: 'none', headline: null, problem: 'stale' };
}
