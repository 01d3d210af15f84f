import { signal } from '@preact/signals';
import { render } from 'preact';
import { NEW_CHAT } from '@/utils/claude/addresses';
import '@/components/popup/PopupView.css';
import { matchLocale } from '@/components/format';
import { PopupView } from '@/components/popup/PopupView';
import { t } from '@/utils/browser/i18n';
import { listen, send } from '@/utils/browser/messages';
import { extensionUrl, uiLanguage } from '@/utils/browser/runtime';
import { closePopup, openTab } from '@/utils/browser/tabs';
import { fromBackground } from '@/utils/messaging/receive';
import { ELSEWHERE, SOURCE_PAGES } from '@/utils/status/pages';
import { backUpChat, busy, copyHalf, saveCopy } from './backups';
import { cancelFix, FIX_FACTS, lacking, lookAtPermissions, refused, startFix, tellPlaybook } from './fixing';
import { stepActions } from './step-actions';
import { lookAgain, onViewChanged, refresh, showKept, view } from './tab-in-view';

const TICK_MS = 1_000;
/** As soon as this it is seen that a message stays without an answer; nothing is asked more often for it. */
const LOOK_AGAIN_MS = 5_000;
const UNSEEN_MS = 100;

const now = signal(Date.now());

/** A page that nobody sees isn't painted: there it goes on all the same. */
const painted = () =>
  new Promise<void>((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, UNSEEN_MS);
  });

const opening = (path: string) => () => void openTab(extensionUrl(path)).then(closePopup, () => undefined);

function Popup() {
  return (
    <PopupView
      view={view.value}
      now={now.value}
      locale={matchLocale(t('lang'), uiLanguage())}
      busy={busy.value}
      facts={FIX_FACTS}
      lacking={lacking.value}
      refused={refused.value}
      steps={stepActions}
      pages={SOURCE_PAGES}
      elsewhere={ELSEWHERE}
      home={NEW_CHAT}
      onFix={(fix) => void startFix(fix)}
      onCancel={cancelFix}
      onTell={tellPlaybook}
      causeFor={async (verdict) => (await import('@/utils/diagnosis/causes')).causeOf(verdict)}
      onOpenHelp={opening('/library.html#help')}
      onStopWatching={() => void send('stop-watching', {})}
      onBackUpChat={() => void backUpChat()}
      onBackUpAll={opening('/library.html#back-up-all')}
      onSaveCopy={() => void saveCopy()}
      onCopyHalf={() => void copyHalf()}
      onOpenPlaybook={() => opening(`/library.html?tab=${view.value?.tabId ?? ''}#playbook`)()}
      onOpenLibrary={opening('/library.html')}
      onOpenIncidents={opening('/library.html#incidents')}
      onOpenSettings={opening('/library.html#settings')}
      onOpenDiagnostics={opening('/library.html#diagnostics')}
    />
  );
}

// Under way before the rest is set up. What is kept is there first, and "Checking…" doesn't flash by before it.
const kept = showKept();
listen({ 'view-changed': onViewChanged }, fromBackground);
setInterval(() => {
  now.value = Date.now();
}, TICK_MS);
setInterval(() => {
  if (!document.hidden) void lookAgain();
}, LOOK_AGAIN_MS);
document.documentElement.lang = t('lang');
const root = document.getElementById('root');
const draw = (): void => {
  if (root) render(<Popup />, root);
  // What is kept is on the screen before the background gets to work, which would make it wait.
  const shown = view.value === null ? Promise.resolve() : painted();
  void shown.then(() => refresh(true)).then(lookAtPermissions);
};
void kept.then(draw, draw);
