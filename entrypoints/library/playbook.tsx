import type { Clock } from '@/components/format';
import { PlaybookView } from '@/components/library/PlaybookView';
import { listen } from '@/utils/browser/messages';
import { fromBackground } from '@/utils/messaging/receive';
import {
  cancelFix,
  FIX_FACTS,
  lacking,
  lookAtPermissions,
  refused,
  startFix,
  tellPlaybook,
} from '../popup/fixing';
import { stepActions } from '../popup/step-actions';
import { onViewChanged, refresh, view } from '../popup/tab-in-view';

/** So often a countdown ticks, and what the background didn't tell is seen. */
const TICK_MS = 1_000;
const LOOK_MS = 5_000;

/** The playbook of the tab that the popup is about, on a page of its own. `isShown` keeps it from asking for nobody. */
export function openPlaybook(isShown: () => boolean, onChange: () => void) {
  const isSeen = (): boolean => isShown() && document.visibilityState === 'visible';
  const changed = (): void => void (isShown() && onChange());
  const look = (): void => {
    if (isSeen()) void refresh().then(lookAtPermissions);
  };
  listen({ 'view-changed': (message) => (isShown() ? onViewChanged(message) : {}) }, fromBackground);
  for (const one of [view, lacking, refused]) one.subscribe(changed);
  setInterval(() => isSeen() && view.value?.run?.state === 'waiting' && onChange(), TICK_MS);
  setInterval(() => isSeen() && void refresh(), LOOK_MS);
  document.addEventListener('visibilitychange', look);
  const element = (clock: Clock) => (
    <PlaybookView
      view={view.value}
      clock={clock}
      now={clock.now}
      facts={FIX_FACTS}
      lacking={lacking.value}
      refused={refused.value}
      steps={stepActions}
      onFix={(fix) => void startFix(fix)}
      onCancel={cancelFix}
      onTell={tellPlaybook}
    />
  );
  return { look, element };
}
