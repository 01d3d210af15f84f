import { showBadge } from '@/utils/browser/badge';
import { t } from '@/utils/browser/i18n';
import { send, sendToTab } from '@/utils/browser/messages';
import { SEVERITIES, type Severity, type VerdictId } from '@/utils/diagnosis/severity';
import type { Verdict } from '@/utils/diagnosis/types';
import type { TabView } from '@/utils/messaging/tab-view';
import { dropView, keepView } from '@/utils/storage/kept-view';

/** From the quietest to the loudest: the toolbar as a whole shows the loudest. */
const RANKS: readonly Severity[] = ['none', 'unknown', 'you', 'claude', 'claude-down'];

/** Carries what is known to where it is seen: badge, prompt and popup. */
export interface Showing {
  /** Does nothing when nothing has changed. */
  readonly show: (tabId: number, view: TabView, concerns: boolean) => void;
  readonly repaint: (tabId: number) => void;
  readonly forget: (tabId: number) => void;
  readonly inTrouble: () => boolean;
  /** A tab that is in trouble, and since when (epoch ms). */
  readonly troubled: () => { readonly tabId: number; readonly since: number } | null;
  /** Some tab is in trouble about which others can tell more. */
  readonly asksWitnesses: () => boolean;
  /** To a popup that is open without a tab of claude.ai. */
  readonly tellTabless: () => void;
}

/** Between the user and claude.ai: no witness knows more. */
const OWN_AFFAIRS: readonly VerdictId[] = ['offline', 'challenge', 'signed-out', 'limit', 'chat', 'page'];

interface Shown {
  readonly verdict: VerdictId;
  readonly text: string;
  readonly severity: Severity;
  readonly title: string;
  /** Epoch ms. */
  readonly since: number;
}

/** What claude.ai may still mend by itself is not announced, nor what doesn't concern this user. */
const announced = ({ id, provisional }: Verdict, concerns: boolean): Severity =>
  provisional || !concerns ? 'none' : SEVERITIES[id];

const sentenceOf = ({ id, provisional }: Verdict): string =>
  provisional && id !== 'ok' ? t('extName') : t(`verdict_${id.replaceAll('-', '_')}` as 'verdict_ok');

export function tabShowing(): Showing {
  const shown = new Map<number, Shown>();
  const loudest = (): Shown | undefined =>
    [...shown.values()].sort((a, b) => RANKS.indexOf(b.severity) - RANKS.indexOf(a.severity))[0];
  const paintToolbar = (): void => {
    const { severity, title } = loudest() ?? { severity: 'none', title: t('extName') };
    void showBadge(severity, title);
  };
  const repaint = (tabId: number): void => {
    const now = shown.get(tabId);
    if (now) void showBadge(now.severity, now.title, tabId);
  };
  return {
    repaint,
    show: (tabId, view, concerns) => {
      const text = JSON.stringify([view, concerns]);
      const before = shown.get(tabId);
      if (before?.text === text) return;
      const verdict = view.verdict.id;
      const now = {
        verdict,
        text,
        severity: announced(view.verdict, concerns),
        title: sentenceOf(view.verdict),
        since: view.verdict.since ?? before?.since ?? Date.now(),
      };
      shown.set(tabId, now);
      void keepView({ view, at: Date.now() });
      void sendToTab(tabId, 'show-view', { view });
      void send('view-changed', { tabId });
      if (before?.severity === now.severity && before.title === now.title) return;
      repaint(tabId);
      paintToolbar();
    },
    forget: (tabId) => {
      void dropView(tabId);
      if (shown.delete(tabId)) paintToolbar();
    },
    inTrouble: () => [...shown.values()].some(({ severity }) => severity !== 'none'),
    troubled: () => {
      for (const [tabId, { severity, since }] of shown) if (severity !== 'none') return { tabId, since };
      return null;
    },
    asksWitnesses: () =>
      [...shown.values()].some(
        ({ severity, verdict }) => severity !== 'none' && !OWN_AFFAIRS.includes(verdict),
      ),
    tellTabless: () => void send('view-changed', { tabId: null }),
  };
}
