import { fetchText } from '@/utils/browser/fetch-text';
import { hasHost } from '@/utils/browser/permissions';
import { claudeTabIds } from '@/utils/browser/tabs';
import type { Settings } from '@/utils/settings/types';
import { ask, askCommunity, heardOf, silent } from '@/utils/status/ask';
import { statusSources } from '@/utils/status/registry';
import { aged, barred, isDue, type Occasion, onsetDelayMs, troubleAfter } from '@/utils/status/schedule';
import type { CommunitySource, SourceId, StatusSource, Witness } from '@/utils/status/types';
import { witnesses as stored } from '@/utils/storage/items';
import { settings as chosen } from '@/utils/storage/settings-items';
import { surges, troubleSince } from '@/utils/storage/witness-items';
import { remembered } from './remembered';

export interface Question {
  readonly occasion: Occasion;
  /** Some tab is in trouble about which others can tell more; asked again after a delay. */
  readonly inTrouble: () => boolean;
  /** Whether there is still a reason to ask, when the time for a question that was delayed has come. */
  readonly wanted?: () => boolean;
  /** A witness has answered, or has been silenced. Each is told as it comes: one that hangs delays nobody. */
  readonly heard: () => void;
}

export interface Witnesses {
  /** All of them, in the order in which they are shown. */
  readonly known: () => Promise<readonly Witness[]>;
  /** Asks those that are due on this occasion. Never rejects. */
  readonly refresh: (question: Question) => Promise<void>;
}

/** What they have said, here and in the browser's session: the worker may die at any time. */
function memoryOf() {
  const memory = remembered(async (): Promise<Witness[]> => {
    const before = await stored.get();
    return statusSources.map(({ id }) => before.find((witness) => witness.id === id) ?? silent(id));
  });
  return {
    get: memory.get,
    change: async (change: (witness: Witness) => Witness): Promise<void> => {
      await stored.set(await memory.change((all) => all.map(change)));
    },
  };
}

/** Of those that the user wants. */
async function permittedSources({ sources }: Settings): Promise<Set<SourceId>> {
  const permitted = await Promise.all(
    statusSources.map(
      async ({ id, permission }: StatusSource) =>
        sources[id] && (permission === undefined || (await hasHost(permission).catch(() => false))),
    ),
  );
  return new Set(statusSources.filter((_, index) => permitted[index]).map(({ id }) => id));
}

export function witnessBench(): Witnesses {
  const memory = memoryOf();
  const asking = new Set<SourceId>();

  /** One question at a time to each; the time of it stays even if the worker dies before the answer. */
  const hear = (source: StatusSource, heard: () => void): Promise<void> => {
    const put = (change: (before: Witness) => Witness) =>
      memory.change((witness) => (witness.id === source.id ? change(witness) : witness));
    const run = async (): Promise<void> => {
      await put((before) => ({ ...before, askedAt: Date.now() }));
      const before = (await memory.get()).find(({ id }) => id === source.id);
      const now = await answerOf(source, before);
      await put((then) => ({ ...now, answeredAt: now.answeredAt ?? then.answeredAt, askedAt: then.askedAt }));
      heard();
    };
    asking.add(source.id);
    return run().finally(() => asking.delete(source.id));
  };

  const look = async (sources: readonly StatusSource[], question: Question): Promise<void> => {
    const { occasion, inTrouble, heard } = question;
    const settings = await chosen.get();
    const permitted = await permittedSources(settings);
    // A worker that has just woken knows of no trouble: that it is over is for the alarm to say.
    const since = inTrouble()
      ? await troubleSince.update((before) => troubleAfter(before, true, Date.now()))
      : await troubleSince.get();
    if (await silence(memory, settings, permitted)) heard();
    const bench = { settings, permitted, witnesses: await memory.get() };
    const moment = { occasion, troubleSince: since, now: Date.now() };
    const due = sources.filter((source) => !asking.has(source.id) && isDue(source, bench, moment));
    await Promise.all(due.map((source) => hear(source, heard)));
  };

  /** An outage strikes everybody at once: who asks then, asks a little later; not if the last tab is closed by then. */
  const lookLater = async (source: StatusSource, question: Question): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, onsetDelayMs(source, Math.random())));
    if (question.wanted?.() === false) return;
    // A popup that is open has asked at once.
    if ((await claudeTabIds()).length > 0) await look([source], question);
  };

  return {
    known: async () => {
      const [all, settings] = await Promise.all([memory.get(), chosen.get()]);
      const permitted = await permittedSources(settings);
      // Whoever was silenced in the middle of an answer doesn't speak by it either.
      return all.map((witness) => aged(heeded(witness, settings, permitted), settings, Date.now()));
    },
    refresh: async (question) => {
      const { occasion } = question;
      const atOnce = occasion === 'tick' || occasion === 'popup';
      const looks = atOnce
        ? [look(statusSources, question)]
        : statusSources.map((source) => lookLater(source, question));
      await Promise.allSettled(looks);
    },
  };
}

/** Who may not be asked says nothing any more. */
function heeded(witness: Witness, settings: Settings, permitted: ReadonlySet<SourceId>): Witness {
  const source = statusSources.find(({ id }) => id === witness.id);
  const problem = source ? barred(source, settings, permitted) : null;
  const wasBarred = witness.problem === 'off' || witness.problem === 'no-permission';
  if (witness.problem === problem || (problem === null && !wasBarred)) return witness;
  const { askedAt, answeredAt } = witness;
  return { ...silent(witness.id), askedAt, answeredAt, problem: problem ?? 'not-asked' };
}

/** True when somebody has fallen silent, or may speak again. */
async function silence(
  memory: ReturnType<typeof memoryOf>,
  settings: Settings,
  permitted: ReadonlySet<SourceId>,
): Promise<boolean> {
  const wanted = (witness: Witness): Witness => heeded(witness, settings, permitted);
  const all = await memory.get();
  if (all.every((witness) => wanted(witness) === witness)) return false;
  await memory.change(wanted);
  return true;
}

async function answerOf(source: StatusSource, before: Witness | undefined): Promise<Witness> {
  if (source.kind === 'official') return ask(source, fetchText, Date.now, before?.address);
  try {
    return await askPlace(source);
  } catch {
    return { ...silent(source.id), problem: 'broken' }; // what is stored can't be read or written
  }
}

async function askPlace(source: CommunitySource): Promise<Witness> {
  const answer = await askCommunity(source, fetchText, Date.now);
  const now = Date.now();
  const { state, report, surge } = heardOf((await surges.get())[source.id], answer, source, now);
  if (state) await surges.update((all) => ({ ...all, [source.id]: state }));
  const answeredAt = answer.ok ? now : null;
  return { ...report, id: source.id, askedAt: now, answeredAt, ...(surge && { surge }) };
}
