import { letGo, sentFrom, typedIn } from '@/utils/drafts/shelf';
import type { Snapshot } from '@/utils/library/types';
import type { TabView } from '@/utils/messaging/tab-view';
import { attemptsOf, latestAttempt } from '@/utils/signals/attempts';
import { last } from '@/utils/signals/finality';
import type { Signal } from '@/utils/signals/types';
import { drafts } from '@/utils/storage/items';
import { type Assessment, assess } from './assess';
import type { Executor } from './executor';
import type { FailureLog } from './failure-log';
import type { Halves } from './halves';
import { EMPTY_RECORD, type Records } from './records';
import { tabShowing } from './showing';
import { ONSET_MS, type Witnesses } from './witnesses';

/** A background that sleeps can't keep a timer longer than this. */
const LONGEST_TIMER_MS = 25_000;
/** A step that waits is looked after this often. */
const STEP_LOOK_MS = 2_000;

export interface Hub {
  /** New facts of a tab. */
  readonly report: (tabId: number, signals: readonly Signal[]) => Promise<void>;
  /** Judges a tab again and shows what has changed. */
  readonly refresh: (tabId: number) => Promise<Assessment>;
  /** Shows a tab's badge anew: the browser drops it with each navigation. */
  readonly repaint: (tabId: number) => void;
  /** The tab is closed, or shows another site. */
  readonly forget: (tabId: number) => Promise<void>;
  /** Some tab is in trouble now. */
  readonly inTrouble: () => boolean;
  readonly viewOf: (tabId: number | null) => Promise<TabView>;
}

export interface HubParts {
  readonly records: Records;
  readonly witnesses: Witnesses;
  readonly executor: () => Executor;
  readonly log: FailureLog;
  readonly halves: Halves;
  readonly latestBackup: (conversationId: string) => Promise<Snapshot | null>;
  /** Trouble has begun: look after the witnesses more often. */
  readonly onTrouble: () => void;
  readonly now: () => number;
}

export function tabHub(parts: HubParts): Hub {
  const { records } = parts;
  const showing = tabShowing();
  const timers = new Map<number, ReturnType<typeof setTimeout>>();
  /** The latest look at each tab that is open. */
  const looks = new Map<number, symbol>();
  const refresh = async (tabId: number): Promise<Assessment> => {
    const look = Symbol();
    looks.set(tabId, look);
    const seen = await judge(parts, tabId);
    if (looks.get(tabId) !== look) return seen; // a later look has overtaken this one
    showing.show(tabId, seen.view);
    clearTimeout(timers.get(tabId));
    const delayMs = delayOf(seen, parts.now());
    if (delayMs !== null)
      timers.set(
        tabId,
        setTimeout(() => void lookAgain(tabId), delayMs),
      );
    return seen;
  };
  const lookAgain = async (tabId: number): Promise<void> => {
    const seen = await refresh(tabId);
    const { signals } = await records.get(tabId);
    await parts.executor().observed(tabId, signals, seen);
  };
  const askOutside = async (): Promise<void> => {
    if (await parts.witnesses.refresh(parts.now(), ONSET_MS))
      await Promise.all((await records.tabIds()).map(refresh));
  };
  const report = async (tabId: number, signals: readonly Signal[]): Promise<void> => {
    const calm = !showing.inTrouble();
    const record = await records.add(tabId, signals);
    if (signals.some(mayAnswer)) await settle(parts, tabId, record.signals);
    const seen = await refresh(tabId);
    parts.log.note(tabId, record.signals, seen.broken);
    await parts.executor().observed(tabId, record.signals, seen);
    if (!calm || seen.findings.length === 0) return;
    void askOutside();
    parts.onTrouble();
  };
  return {
    refresh,
    report,
    repaint: showing.repaint,
    forget: (tabId) => {
      clearTimeout(timers.get(tabId));
      timers.delete(tabId);
      looks.delete(tabId);
      showing.forget(tabId);
      return Promise.all([records.forget(tabId), parts.executor().forget(tabId)]).then(() => undefined);
    },
    inTrouble: showing.inTrouble,
    viewOf: async (tabId) => {
      void askOutside();
      return (await judge(parts, tabId)).view;
    },
  };
}

async function judge(
  { records, witnesses, executor, halves, latestBackup, now }: HubParts,
  tabId: number | null,
): Promise<Assessment> {
  const record = tabId === null ? EMPTY_RECORD : await records.get(tabId);
  const conversationId = last(record.signals, 'page-context')?.conversationId ?? null;
  const [heard, shelf, half, run, backup] = await Promise.all([
    witnesses.known(),
    drafts.get(),
    halves.of(conversationId),
    tabId === null ? null : executor().runOf(tabId),
    // Whose fault it is doesn't depend on whether the library can be opened.
    conversationId === null ? null : latestBackup(conversationId).catch(() => null),
  ]);
  const place = { tabId: tabId ?? -1, conversationId };
  const kept = { typed: typedIn(shelf, place), sent: sentFrom(shelf, place) };
  const jitter = [Math.random(), Math.random(), Math.random()];
  return assess({ tabId, record, witnesses: heard, drafts: kept, half, run, backup }, now(), jitter);
}

const isUnderWay = (run: TabView['run']): boolean => run?.state === 'waiting' || run?.state === 'working';

/** ms until the next look without a new signal; null for none. */
function delayOf({ view, recheckAt }: Assessment, now: number): number | null {
  const times = [
    ...(recheckAt === null ? [] : [recheckAt]),
    ...(isUnderWay(view.run) ? [now + STEP_LOOK_MS] : []),
  ];
  return times.length === 0 ? null : Math.min(Math.max(Math.min(...times) - now, 50), LONGEST_TIMER_MS);
}

/** A reply has ended, or a repeat was told that it had been taken before. */
const mayAnswer = (signal: Signal): boolean =>
  signal.kind === 'reply-ended' ||
  signal.kind === 'page-loaded' ||
  (signal.kind === 'response-received' && signal.status === 409);

/** A message that has been answered needs no keeping. */
async function settle({ halves }: HubParts, tabId: number, signals: readonly Signal[]): Promise<void> {
  const done = latestAttempt(attemptsOf(signals));
  // Once an answer has begun, the message is in the chat, also when the user stops it or reloads in the middle.
  const isTaken =
    done?.state === 'done' || (done?.outputBegan && (done.state === 'stopped' || done.state === 'gone'));
  if (!done || !isTaken) return;
  // Where the user was then: a page that has loaded since may show another chat.
  const then = last(
    signals.filter(({ at }) => at <= done.changedAt),
    'page-context',
  );
  const conversationId = done.conversationId ?? then?.conversationId ?? null;
  await drafts.update((shelf) => letGo(shelf, { tabId, conversationId }));
  if (done.state === 'done' && conversationId !== null) await halves.letGo(conversationId);
}
