import { fetchText } from '@/utils/browser/fetch-text';
import { ask, silent } from '@/utils/status/ask';
import { claudeStatusPage } from '@/utils/status/claude-status-page';
import type { Witness } from '@/utils/status/types';
import { witnesses as stored } from '@/utils/storage/items';

/** The community sources need a state of their own between two questions; they aren't asked yet. */
const officialSources = [claudeStatusPage];

/** When trouble begins, or somebody opens the popup: then an answer of a few minutes ago is too old. */
export const ONSET_MS = 10_000;
/** While there is trouble. */
export const TROUBLE_MS = 60_000;
/** While all is well. */
export const QUIET_MS = 5 * 60_000;

export interface Witnesses {
  readonly known: () => Promise<readonly Witness[]>;
  /** Asks those that have not been asked lately; true when somebody said something new. */
  readonly refresh: (now: number, spacingMs: number) => Promise<boolean>;
}

export function witnessBench(): Witnesses {
  let memory: Promise<readonly Witness[]> | undefined;
  let asking: Promise<boolean> | undefined;
  const load = async (): Promise<readonly Witness[]> => {
    const before = await stored.get();
    return officialSources.map(({ id }) => before.find((witness) => witness.id === id) ?? silent(id));
  };
  const known = () => {
    memory ??= load();
    return memory;
  };
  const poll = async (now: number, spacingMs: number): Promise<boolean> => {
    const before = await known();
    if (!before.some(({ askedAt }) => now - (askedAt ?? 0) >= spacingMs)) return false;
    const after = await Promise.all(
      before.map(async (witness) => {
        const source = officialSources.find(({ id }) => id === witness.id);
        const due = source && now - (witness.askedAt ?? 0) >= spacingMs;
        return due ? heard(witness, await ask(source, fetchText, Date.now)) : witness;
      }),
    );
    memory = Promise.resolve(after);
    await stored.set([...after]);
    return JSON.stringify(before.map(said)) !== JSON.stringify(after.map(said));
  };
  return {
    known,
    refresh: (now, spacingMs) => {
      asking ??= poll(now, spacingMs).finally(() => {
        asking = undefined;
      });
      return asking;
    },
  };
}

/** What a witness says, whenever it was asked. */
const said = ({ state, impact, headline }: Witness) => [state, impact, headline];

/** An unreadable answer is unknown; when the last readable one came is still worth showing. */
const heard = (before: Witness, now: Witness): Witness =>
  now.state === 'unknown' ? { ...now, answeredAt: before.answeredAt } : now;
