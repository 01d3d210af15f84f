/** What came of the tries of this machine lately, as the breaker needs it. Plain JSON, without any id of a chat. */
import * as z from 'zod/mini';
import type { Outcome as TabOutcome } from '@/utils/incidents/outcomes';
import type { Load } from './turn';
import type { RunView, Step } from './types';

const WHATS = ['send', 'page'] as const;

export const TryLoadSchema = z.object({
  tries: z.array(
    z.object({
      /** Of one try in one tab: a later look may know better what came of it. */
      key: z.string(),
      what: z.enum(WHATS),
      /** Epoch ms at which it ended. */
      at: z.number(),
      failed: z.boolean(),
    }),
  ),
  /** Epoch ms at which Lifeline last gave up trying; null when it hasn't. */
  vainAt: z.object({ send: z.nullable(z.number()), page: z.nullable(z.number()) }),
});
export type TryLoad = z.infer<typeof TryLoadSchema>;
type What = (typeof WHATS)[number];

export const NO_LOAD: TryLoad = { tries: [], vainAt: { send: null, page: null } };

/** The breaker looks back a minute; a success closes it for as long as what was in vain counts. */
const KEPT_MS = 5 * 60_000;
const MOST = 60;

/** The same object when nothing is new. */
export function withOutcomes(load: TryLoad, outcomes: readonly TabOutcome[], now: number): TryLoad {
  const known = new Map(load.tries.map((one) => [one.key, one]));
  let isNew = false;
  for (const { key, what, at, ok } of outcomes) {
    const before = known.get(key);
    if (what === 'load' || before?.failed === !ok || now - at >= KEPT_MS) continue;
    known.set(key, { key, what, at, failed: !ok });
    isNew = true;
  }
  return isNew ? { ...load, tries: kept([...known.values()], now) } : load;
}

function kept(tries: TryLoad['tries'], now: number): TryLoad['tries'] {
  const ordered = tries.toSorted((a, b) => a.at - b.at);
  const successes = WHATS.map((kind) => ordered.findLast(({ what, failed }) => what === kind && !failed));
  const recent = new Set(ordered.filter(({ at }) => now - at < KEPT_MS).slice(-MOST));
  return ordered.filter((one) => recent.has(one) || successes.includes(one));
}

interface Ended extends Pick<RunView, 'fix' | 'state' | 'problem'> {
  readonly steps: readonly Step[];
  readonly stepAt: number;
}

/** That it did not work, not that it could not be tried. */
const IN_VAIN: readonly (string | null)[] = ['still_failing', 'breaker_open', 'asked_to_wait', 'timeout'];

/** A run of tries that was in vain counts until something has worked. */
export function withVain(load: TryLoad, run: Ended | null): TryLoad {
  if (run?.fix !== 'wait-and-retry' || run.state !== 'failed' || !IN_VAIN.includes(run.problem)) return load;
  const what: What = run.steps.some(({ verb }) => verb === 'press-retry') ? 'send' : 'page';
  if ((load.vainAt[what] ?? 0) >= run.stepAt) return load;
  return { ...load, vainAt: { ...load.vainAt, [what]: run.stepAt } };
}

/** For messages, or for pages where a page failed: the one working says nothing of the other. */
export function loadOf({ tries, vainAt }: TryLoad, failed: 'send' | 'document' | 'other'): Load {
  const what: What = failed === 'document' ? 'page' : 'send';
  return { outcomes: tries.filter((one) => one.what === what), vainAt: vainAt[what] };
}
