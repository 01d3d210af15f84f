import { signal } from '@preact/signals';
import { render } from 'preact';
import '@/components/popup/PopupView.css';
import { matchLocale } from '@/components/format';
import { PopupView } from '@/components/popup/PopupView';
import type { Busy } from '@/components/popup/props';
import { t } from '@/utils/browser/i18n';
import { listen, send } from '@/utils/browser/messages';
import { extensionUrl, uiLanguage } from '@/utils/browser/runtime';
import { closePopup, openTab } from '@/utils/browser/tabs';
import { fixes } from '@/utils/fixes/registry';
import { fromBackground } from '@/utils/messaging/receive';
import type { TabView } from '@/utils/messaging/tab-view';
import type { SourceId } from '@/utils/status/types';
import { saveCopyOf } from './save-copy';

const HOME = 'https://claude.ai/new';
const TICK_MS = 1_000;
const RISKS = Object.fromEntries(fixes.map(({ id, risk }) => [id, risk]));

/** `?tab=` binds the popup to one tab; without it, the background picks the active one. */
const asked = new URLSearchParams(location.search).get('tab');
const boundTab = asked && /^\d+$/.test(asked) ? Number(asked) : null;

const view = signal<TabView | null>(null);
const busy = signal<Busy>({ chat: false, copy: false, all: null, outcome: null });
const now = signal(Date.now());
const pages = signal<Partial<Record<SourceId, string>>>({});

async function refresh(opened = false): Promise<void> {
  const answer = await send('get-view', { tabId: boundTab, opened });
  if (answer.ok) view.value = answer.value;
}

async function backUpChat(): Promise<void> {
  const tabId = view.value?.tabId;
  if (tabId === undefined || tabId === null) return;
  busy.value = { ...busy.value, chat: true, outcome: null };
  const answer = await send('back-up-chat', { tabId });
  const result = answer.ok ? answer.value : { snapshot: null, fresh: false, problem: 'no_copy' };
  const problem = result.snapshot ? null : result.problem;
  busy.value = { ...busy.value, chat: false, outcome: { what: 'chat', problem, fresh: result.fresh } };
  await refresh();
}

async function saveCopy(): Promise<void> {
  const backup = view.value?.backup;
  if (!backup) return;
  busy.value = { ...busy.value, copy: true };
  const problem = await saveCopyOf(backup.conversationId).then(
    () => null,
    () => 'copy_failed',
  );
  busy.value = { ...busy.value, copy: false, outcome: { what: 'copy', problem, fresh: true } };
}

async function copyHalf(): Promise<void> {
  const conversationId = view.value?.conversationId;
  if (!conversationId) return;
  const answer = await send('get-half-answer', { conversationId });
  const text = answer.ok ? answer.value.text : null;
  // Nothing to copy leaves what is on the clipboard.
  const copied = text === null ? Promise.reject() : navigator.clipboard.writeText(text);
  const problem = await copied.then(
    () => null,
    () => 'copy_failed',
  );
  busy.value = { ...busy.value, outcome: { what: 'half', problem, fresh: true } };
}

async function openPage(path: string): Promise<void> {
  await openTab(extensionUrl(path));
  closePopup();
}

function Popup() {
  const target = { tabId: view.value?.tabId ?? null };
  return (
    <PopupView
      view={view.value}
      now={now.value}
      locale={matchLocale(t('lang'), uiLanguage())}
      busy={busy.value}
      risks={RISKS}
      pages={pages.value}
      home={HOME}
      onFix={(fix) => void send('start-fix', { ...target, fix })}
      onCancel={() => void send('cancel-fix', target)}
      onBackUpChat={() => void backUpChat()}
      onBackUpAll={() => void openPage('/library.html#back-up-all')}
      onSaveCopy={() => void saveCopy()}
      onCopyHalf={() => void copyHalf()}
      onOpenLibrary={() => void openPage('/library.html')}
      onOpenDiagnostics={() => void openPage('/library.html#diagnostics')}
    />
  );
}

const onViewChanged = ({ tabId }: { tabId: number | null }) => {
  if (view.value === null || view.value.tabId === tabId) void refresh();
  // Links come after what is said: their witnesses bring their parsers along.
  void import('@/utils/status/registry').then(({ statusSources }) => {
    pages.value = Object.fromEntries(statusSources.map(({ id, page }) => [id, page]));
  });
  return {};
};
listen({ 'view-changed': onViewChanged }, fromBackground);
setInterval(() => {
  now.value = Date.now();
}, TICK_MS);
document.documentElement.lang = t('lang');
const root = document.getElementById('root');
if (root) render(<Popup />, root);
void refresh(true);
// Links come after what is said: their witnesses bring their parsers along.
void import('@/utils/status/registry').then(({ statusSources }) => {
  pages.value = Object.fromEntries(statusSources.map(({ id, page }) => [id, page]));
});
