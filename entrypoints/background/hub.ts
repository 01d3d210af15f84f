import { showBadge } from '@/utils/browser/badge';
import { t } from '@/utils/browser/i18n';
import { send, sendToTab } from '@/utils/browser/messages';
import { SEVERITIES, type Severity, type Verdict } from '@/utils/diagnosis/types';
import { letGo, orphaned, sentFrom, typedIn } from '@/utils/drafts/shelf';
import type { Draft } from '@/utils/drafts/types';
import type { Snapshot } from '@/utils/library/types';
import type { TabView } from '@/utils/messaging/tab-view';
import { attemptsOf, latestAttempt } from '@/utils/signals/attempts';
import { last } from '@/utils/signals/finality';
import type { Signal } from '@/utils/signals/types';
import { drafts } from '@/utils/storage/items';
import { type Assessment, assess } from './assess';
import type { Executor } from './executor';
import type { Records } from './records';
import { TROUBLE_MS, type Witnesses } from './witnesses';

/** A background that sleeps can't keep a timer longer than this. */
const LONGEST_TIMER_MS = 25_000;
const RANKS: readonly Severity[] = ['none', 'unknown', 'you', 'claude', 'claude-down'];

export interface Hub {
  /** New facts of a tab. */
  readonly report: (tabId: number, signals: readonly Signal[]) => Promise<void>;
  /** Judges a tab again and shows what has changed. */
  readonly refresh: (tabId: number) => Promise<Assessment>;
  /** Some tab is in trouble now. */
  readonly inTrouble: () => boolean;
  readonly viewOf: (tabId: number | null) => Promise<TabView>;
  readonly typedIn: (
    tabId: number,
    conversationId: string | null,
    openTabs: readonly number[],
  ) => Promise<Draft | null>;
}

interface Parts {
  readonly records: Records;
  readonly witnesses: Witnesses;
  readonly executor: () => Executor;
  readonly latestBackup: (conversationId: string) => Promise<Snapshot | null>;
  readonly now: () => number;
}

const announced = ({ id, provisional }: Verdict): Severity => (provisional ? 'none' : SEVERITIES[id]);

export function tabHub(parts: Parts): Hub {
  const { records, witnesses, now } = parts;
  const shown = new Map<number, string>();
  const severities = new Map<number, Severity>();
  const timers = new Map<number, ReturnType<typeof setTimeout>>();

  const judge = async (tabId: number | null): Promise<Assessment> => {
    const record =
      tabId === null ? { signals: [], dismissed: null, composerLength: null } : await records.get(tabId);
    const conversationId = last(record.signals, 'page-context')?.conversationId ?? null;
    const [heard, shelf, run, backup] = await Promise.all([
      witnesses.known(),
      drafts.get(),
      tabId === null ? null : parts.executor().runOf(tabId),
      conversationId === null ? null : parts.latestBackup(conversationId),
    ]);
    const place = { tabId: tabId ?? -1, conversationId };
    const kept = { typed: typedIn(shelf, place), sent: sentFrom(shelf, place) };
    const jitter = [Math.random(), Math.random(), Math.random()];
    return assess({ tabId, record, witnesses: heard, drafts: kept, run, backup }, now(), jitter);
  };

  const show = (tabId: number, view: TabView): void => {
    const text = JSON.stringify(view);
    if (shown.get(tabId) === text) return;
    shown.set(tabId, text);
    const severity = announced(view.verdict);
    severities.set(tabId, severity);
    const title = t(`verdict_${view.verdict.id.replace('-', '_')}` as 'verdict_ok');
    const worst = [...severities.values()].sort((a, b) => RANKS.indexOf(b) - RANKS.indexOf(a))[0] ?? 'none';
    void sendToTab(tabId, 'show-view', { view });
    void send('view-changed', { tabId });
    void showBadge(severity, title, tabId);
    void showBadge(worst, title);
  };

  const refresh = async (tabId: number): Promise<Assessment> => {
    const seen = await judge(tabId);
    show(tabId, seen.view);
    clearTimeout(timers.get(tabId));
    const waiting = seen.view.run?.state === 'working' ? now() + 2_000 : null;
    const next = Math.min(seen.recheckAt ?? Number.POSITIVE_INFINITY, waiting ?? Number.POSITIVE_INFINITY);
    if (Number.isFinite(next))
      timers.set(
        tabId,
        setTimeout(() => void again(tabId), Math.min(Math.max(next - now(), 50), LONGEST_TIMER_MS)),
      );
    return seen;
  };

  const again = async (tabId: number): Promise<void> => {
    const seen = await refresh(tabId);
    const { signals } = await records.get(tabId);
    await parts.executor().observed(tabId, signals, seen);
  };

  const askOutside = async (): Promise<void> => {
    if (await witnesses.refresh(now(), TROUBLE_MS)) await Promise.all((await records.tabIds()).map(refresh));
  };

  const settleDraft = async (tabId: number, signals: readonly Signal[]): Promise<void> => {
    const done = latestAttempt(attemptsOf(signals));
    if (done?.state !== 'done') return;
    const conversationId = done.conversationId ?? last(signals, 'page-context')?.conversationId ?? null;
    await drafts.update((shelf) => letGo(shelf, { tabId, conversationId }));
  };

  return {
    refresh,
    inTrouble: () => [...severities.values()].some((severity) => severity !== 'none'),
    report: async (tabId, signals) => {
      const record = await records.add(tabId, signals);
      if (signals.some(({ kind }) => kind === 'reply-ended' || kind === 'response-received'))
        await settleDraft(tabId, record.signals);
      const seen = await refresh(tabId);
      await parts.executor().observed(tabId, record.signals, seen);
      if (seen.findings.length > 0) void askOutside();
    },
    viewOf: async (tabId) => {
      void askOutside();
      return (await judge(tabId)).view;
    },
    typedIn: async (tabId, conversationId, openTabs) => {
      const shelf = await drafts.get();
      return (
        typedIn(shelf, { tabId, conversationId }) ??
        (conversationId === null ? orphaned(shelf, openTabs) : null)
      );
    },
  };
}
