import { ofThisChat, type Plan, PROBE_EVERY_MS, planOf, type Reach, SHARED } from '@/utils/probes/plan';
import { readAll } from '@/utils/probes/registry';
import type { Answers, ProbeResult } from '@/utils/probes/types';
import { settings as chosen } from '@/utils/storage/settings-items';
import { type ChainMemory, chainMemory } from './chain-memory';
import { askChain } from './chain-questions';
import type { Records } from './records';
import type { Witnesses } from './witnesses';

/** The active checks of the links between a tab and an answer. */
export interface Chain {
  readonly known: (tabId: number | null) => Promise<readonly ProbeResult[]>;
  /** Checks what has not been checked for so long; true when something may be new. Never rejects. */
  readonly run: (tabId: number, spacingMs?: number, reach?: Reach) => Promise<boolean>;
  readonly forget: (tabId: number) => Promise<void>;
}

export interface ChainParts {
  readonly records: Pick<Records, 'get'>;
  readonly witnesses: Pick<Witnesses, 'known'>;
  /** Epoch ms since when a tab waits for its page; null when it doesn't. */
  readonly loadingSince: (tabId: number) => number | null;
  readonly now: () => number;
  /** A check has begun. */
  readonly changed: (tabId: number) => void;
}

/** A witness that answered within this time has proved the internet. */
const JUST_NOW_MS = 60_000;
/** A tab that holds no script of ours yet may have one soon. */
const TRY_AGAIN_MS = 10_000;

/** Without any tab's cookies, and whatever a tab has seen. */
const foundOutside = ({ trace, name, address, checkInternet, witnessAnswered }: Answers, now: number) =>
  readAll(
    { trace, name, address, checkInternet, witnessAnswered, seen: {}, held: [], tab: 'not-asked' },
    now,
  ).filter(({ id }) => SHARED.includes(id));

/** Asks what is planned, and keeps what came of it. */
async function carryOut(
  tabId: number,
  plan: Plan,
  { witnesses, now, changed }: ChainParts,
  memory: ChainMemory,
): Promise<ProbeResult[]> {
  if (plan.marks.length > 0) {
    const isMarked = ({ id }: ProbeResult): boolean => plan.marks.some((mark) => mark.id === id);
    const others = (await memory.of(tabId)).filter((one) => !isMarked(one));
    await memory.put(tabId, [...others, ...plan.marks]);
    changed(tabId);
  }
  const [heard, { checkInternet }] = await Promise.all([witnesses.known(), chosen.get()]);
  const witnessAnswered = heard.some(
    ({ answeredAt }) => answeredAt !== null && Math.abs(now() - answeredAt) < JUST_NOW_MS,
  );
  const answers = await askChain(tabId, plan, { checkInternet, witnessAnswered });
  if (plan.outside) await memory.put(null, foundOutside(answers, now()));
  return readAll(answers, now());
}

export function probeChain(parts: ChainParts): Chain {
  const { records, loadingSince, now } = parts;
  const memory = chainMemory(now);
  const running = new Set<number>();
  const triedAt = new Map<number, number>();

  const planFor = async (tabId: number, spacingMs: number, reach: Reach): Promise<Plan> => {
    const [{ signals }, own, shared] = await Promise.all([
      records.get(tabId),
      memory.of(tabId),
      memory.of(null),
    ]);
    const tabWasTried = Math.abs(now() - (triedAt.get(tabId) ?? 0)) < TRY_AGAIN_MS;
    const asked = { tabWasTried, spacingMs, reach };
    return planOf({ signals, own, shared, ...asked, loadingSince: loadingSince(tabId), now: now() });
  };
  const check = async (tabId: number, spacingMs: number, reach: Reach): Promise<boolean> => {
    const plan = await planFor(tabId, spacingMs, reach);
    const isIdle = plan.marks.length === 0 && Object.keys(plan.known.seen).length === 0;
    if (isIdle) return false;
    if (plan.questions.length > 0 && reach === 'whole') triedAt.set(tabId, now());
    const results = await carryOut(tabId, plan, parts, memory);
    // Closed meanwhile: nobody asks for it any more.
    await (running.has(tabId) ? memory.put(tabId, results) : memory.drop(tabId));
    return true;
  };
  return {
    known: async (tabId) => {
      const [results, { signals }] = await Promise.all([
        memory.of(tabId),
        tabId === null ? { signals: [] } : records.get(tabId),
      ]);
      return ofThisChat(results, signals);
    },
    run: async (tabId, spacingMs = PROBE_EVERY_MS, reach = 'whole') => {
      if (running.has(tabId)) return false;
      running.add(tabId);
      try {
        return await check(tabId, spacingMs, reach);
      } catch (error) {
        console.warn('Lifeline: the chain could not be checked.', error);
        return false;
      } finally {
        running.delete(tabId);
      }
    },
    forget: async (tabId) => {
      running.delete(tabId);
      triedAt.delete(tabId);
      await memory.drop(tabId);
    },
  };
}
