import type { Snapshot } from '@/utils/library/types';
import type { TabView } from '@/utils/messaging/tab-view';
import { isKeptWaiting } from '@/utils/probes/seen';
import type { Signal } from '@/utils/signals/types';
import type { Occasion } from '@/utils/status/schedule';
import { keepView } from '@/utils/storage/kept-view';
import type { Assessment } from './assess';
import type { BackWatching } from './back-watch';
import type { Breaker } from './breaker';
import type { Chain } from './chain';
import { chainChecks } from './chain-checks';
import type { Executor } from './executor';
import type { FailureLog } from './failure-log';
import type { Halves } from './halves';
import type { IncidentLog } from './incident-log';
import { judge } from './judging';
import { nextLookMs } from './next-look';
import type { Playbooks } from './playbook';
import type { Records } from './records';
import { settle } from './settle';
import { type Showing, tabShowing } from './showing';
import type { Witnesses } from './witnesses';

export interface Hub {
  /** New facts of a tab. */
  readonly report: (tabId: number, signals: readonly Signal[]) => Promise<void>;
  /** Judges a tab again and shows what has changed. */
  readonly refresh: (tabId: number) => Promise<Assessment>;
  /** Shows a tab's badge anew: the browser drops it with each navigation. */
  readonly repaint: (tabId: number) => void;
  /** The tab is closed, or shows another site. */
  readonly forget: (tabId: number, isClosed: boolean) => Promise<void>;
  /** Some tab is in trouble now about which others can tell more. */
  readonly inTrouble: () => boolean;
  /** Asks the witnesses that are due; what each says is shown as it comes. */
  readonly askOutside: (occasion: Occasion) => Promise<void>;
  /** `opened`: by somebody who has just opened the popup. */
  readonly viewOf: (tabId: number | null, opened: boolean) => Promise<TabView>;
  /** The popup is still open over this tab: the chain is checked again. */
  readonly stillSeen: (tabId: number) => Promise<void>;
}

export interface HubParts {
  readonly records: Records;
  readonly witnesses: Witnesses;
  readonly executor: () => Executor;
  readonly log: FailureLog;
  readonly halves: Halves;
  readonly chain: Chain;
  readonly incidents: IncidentLog;
  readonly watch: Pick<BackWatching, 'isWatching' | 'back'>;
  readonly breaker: Breaker;
  readonly playbooks: Playbooks;
  /** Epoch ms since when a tab waits for its page; null when it doesn't. */
  readonly loadingSince: (tabId: number) => number | null;
  /** Whether we can see what goes on in a tab: the access to claude.ai may have been taken back. */
  readonly isSeen: (tabId: number) => Promise<boolean>;
  readonly latestBackup: (conversationId: string) => Promise<Snapshot | null>;
  /** Trouble has begun: look after the witnesses more often. */
  readonly onTrouble: () => void;
  readonly now: () => number;
}

/** Judges one tab at a time and shows what came of it; the latest look counts. */
function tabLooks(parts: HubParts, showing: Showing, began: (tabId: number) => void) {
  const timers = new Map<number, ReturnType<typeof setTimeout>>();
  /** The latest look at each tab that is open. */
  const looks = new Map<number, symbol>();
  /** Tabs in which something is amiss, if only perhaps. */
  const amiss = new Set<number>();
  const refresh = async (tabId: number): Promise<Assessment> => {
    const look = Symbol();
    looks.set(tabId, look);
    const seen = await judge(parts, tabId);
    if (looks.get(tabId) !== look) return seen; // a later look has overtaken this one
    const { findings, successes, view, concerns } = seen;
    const calm = !showing.inTrouble();
    if (findings.length > 0) amiss.add(tabId);
    else amiss.delete(tabId);
    showing.show(tabId, view, concerns);
    if (calm && showing.inTrouble()) began(tabId);
    parts.incidents.note({ tabId, verdict: view.verdict, findings, successes });
    clearTimeout(timers.get(tabId));
    const delayMs = nextLookMs(seen, parts.now());
    if (delayMs !== null) timers.set(tabId, setTimeout(lookAgain, delayMs, tabId));
    return seen;
  };
  const lookAgain = async (tabId: number): Promise<void> => {
    const seen = await refresh(tabId);
    const { signals } = await parts.records.get(tabId);
    await parts.executor().observed(tabId, signals, seen);
  };
  return {
    refresh,
    isAnyAmiss: () => amiss.size > 0,
    forget: (tabId: number): void => {
      amiss.delete(tabId);
      clearTimeout(timers.get(tabId));
      timers.delete(tabId);
      looks.delete(tabId);
      showing.forget(tabId);
    },
  };
}

export function tabHub(parts: HubParts): Hub {
  const { records } = parts;
  const showing = tabShowing();
  const lookAtAll = async (): Promise<void> => {
    showing.tellTabless();
    await Promise.all((await records.tabIds()).map(refresh));
  };
  const askOutside = (occasion: Occasion): Promise<void> =>
    parts.witnesses.refresh({
      occasion,
      inTrouble: showing.asksWitnesses,
      // A reload cuts the calls that are under way, which looks like a failure until the page has come.
      wanted: () => occasion !== 'doubt' || isAnyAmiss(),
      heard: () => void lookAtAll(),
    });
  const checks = chainChecks(parts.chain, showing, (tabId) => refresh(tabId));
  const began = (tabId: number): void => {
    void askOutside(occasionOf(showing));
    checks.inTrouble(tabId);
    parts.onTrouble();
  };
  const { refresh, forget, isAnyAmiss } = tabLooks(parts, showing, began);
  const report = async (tabId: number, signals: readonly Signal[]): Promise<void> => {
    const calm = !showing.inTrouble();
    const record = await records.add(tabId, signals);
    await Promise.all([
      settle(parts.halves, tabId, record.signals, signals),
      parts.breaker.note(tabId, record.signals, signals),
    ]);
    const seen = await refresh(tabId);
    parts.log.note(tabId, record.signals, seen.broken);
    await parts.executor().observed(tabId, record.signals, seen);
    // What may mend itself is no trouble yet, and is looked into.
    if (calm && !showing.inTrouble() && seen.findings.length > 0) began(tabId);
  };
  const forgetTab: Hub['forget'] = (tabId, isClosed) => {
    forget(tabId);
    const memories = [records, parts.executor(), parts.chain, parts.incidents, parts.playbooks, checks];
    return Promise.all(memories.map((memory) => memory.forget(tabId, isClosed))).then(() => undefined);
  };
  return {
    refresh,
    report,
    repaint: showing.repaint,
    forget: forgetTab,
    inTrouble: showing.asksWitnesses,
    askOutside: (occasion) => {
      if (occasion === 'tick') checks.inTrouble();
      return askOutside(occasion);
    },
    stillSeen: async (tabId) => {
      const { signals } = await records.get(tabId);
      checks.again(tabId, isKeptWaiting(signals, parts.loadingSince(tabId), parts.now()));
    },
    viewOf: async (tabId, opened) => {
      if (opened) void askOutside('popup');
      // What worked while it could be seen says nothing of now.
      if (tabId !== null && !(await parts.isSeen(tabId))) await forgetTab(tabId, false);
      if (tabId !== null && (opened || showing.inTrouble())) checks.now(tabId);
      return viewNow(parts, tabId);
    },
  };
}

async function viewNow(parts: HubParts, tabId: number | null): Promise<TabView> {
  const { view } = await judge(parts, tabId);
  // The tab may have been closed meanwhile, or never have been one of claude.ai's.
  if (tabId === null || (await parts.records.tabIds()).includes(tabId))
    void keepView({ view, at: parts.now() });
  return view;
}

/** Of trouble that is the user's own the witnesses know nothing: they keep their rhythm. */
function occasionOf(showing: Showing): Occasion {
  if (showing.asksWitnesses()) return 'onset';
  return showing.inTrouble() ? 'tick' : 'doubt';
}
