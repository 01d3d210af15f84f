import '@/utils/jitless';
import { defineBackground } from 'wxt/utils/define-background';
import { clearAlarm, onAlarm, setAlarm } from '@/utils/browser/alarms';
import { listen, sendToTab } from '@/utils/browser/messages';
import { onDocument } from '@/utils/browser/navigation';
import { extensionUrl, extensionVersion } from '@/utils/browser/runtime';
import { runNothing } from '@/utils/browser/scripts';
import {
  claudeTabIds,
  isBeingRenewed,
  isPrivateTab,
  onTabClosed,
  onTabSettled,
  tabState,
} from '@/utils/browser/tabs';
import { protocol } from '@/utils/messaging/protocol';
import { last } from '@/utils/signals/finality';
import { chatBackup } from './chat-backup';
import { documentWatch } from './documents';
import { planExecutor } from './executor';
import { failureLog } from './failure-log';
import { halfMemory } from './halves';
import { handlersOf } from './handlers';
import { tabHub } from './hub';
import { takeOpenTabs } from './open-tabs';
import { type Answer, tabPulses } from './pulses';
import { type Records, tabMemory } from './records';
import { QUIET_MS, TROUBLE_MS, witnessBench } from './witnesses';

const POLL = 'poll-witnesses';
const REPAINT_MS = 300;

async function askTab(tabId: number, arriving: boolean): Promise<Answer> {
  const { ok } = await sendToTab(tabId, 'ping', {});
  return ok || (arriving && (await runNothing(tabId))) ? 'answered' : 'gone';
}

/** Within the time that a free thread takes. */
const answers = (tabId: number): Promise<boolean> =>
  Promise.race([
    sendToTab(tabId, 'ping', {}).then(({ ok }) => ok),
    new Promise<boolean>((resolve) => setTimeout(resolve, 700, false)),
  ]);

/** What the records say of tabs whose thread is blocked. */
function hangsIn(records: Records) {
  const isHung = async (tabId: number) => last((await records.get(tabId)).signals, 'tab-hang')?.hung === true;
  /** Address of the page; null for a tab that is well. The browser may not tell it: a page in between may stand there. */
  const hungAt = async (tabId: number): Promise<string | null> => {
    const { signals } = await records.get(tabId);
    const path = last(signals, 'page-context')?.path ?? '/new';
    return (await isHung(tabId)) ? `https://claude.ai${path}` : null;
  };
  return { isHung, hungAt };
}

export default defineBackground(() => {
  const records = tabMemory();
  const witnesses = witnessBench();
  const halves = halfMemory();
  const backup = chatBackup(records, (tabId) => void hub.refresh(tabId));
  const hub = tabHub({
    records,
    witnesses,
    executor: () => executor,
    halves,
    log: failureLog({ isPrivate: isPrivateTab, now: Date.now, extensionVersion: extensionVersion() }),
    latestBackup: backup.latest,
    onTrouble: () => void setAlarm(POLL, TROUBLE_MS),
    now: Date.now,
  });
  const { isHung, hungAt } = hangsIn(records);
  const executor = planExecutor({
    hungAt,
    now: Date.now,
    saveConversation: backup.saveFirst,
    changed: (tabId) => void hub.refresh(tabId),
  });
  const popupUrl = (tabId: number) => extensionUrl(`/popup.html?tab=${tabId}`);

  const pulses = tabPulses({
    now: Date.now,
    ask: askTab,
    stateOf: tabState,
    isHung,
    report: (tabId, signal) => void hub.report(tabId, [signal]),
  });

  void executor.resume();
  void takeOpenTabs();

  /** Nothing is asked while no tab of claude.ai is open. */
  const poll = async (): Promise<void> => {
    const tabs = await claudeTabIds();
    if (tabs.length === 0) return clearAlarm(POLL);
    await Promise.all(tabs.map(hub.refresh)); // a worker that has just woken knows of no trouble yet
    const spacingMs = hub.inTrouble() ? TROUBLE_MS : QUIET_MS;
    if (await witnesses.refresh(Date.now(), spacingMs)) await Promise.all(tabs.map(hub.refresh));
    await setAlarm(POLL, spacingMs);
  };

  listen(
    handlersOf({ hub, records, halves, executor, backup, pulses, popupUrl, pageBegan: () => void poll() }),
    protocol,
  );
  const isOpen = async (tabId: number) => (await claudeTabIds()).includes(tabId);
  onDocument(documentWatch({ report: (tabId, signal) => void hub.report(tabId, [signal]), isOpen, answers }));
  onDocument(({ tabId, error }) => error === null && tabId >= 0 && pulses.arrived(tabId));
  const forget = (tabId: number): void => {
    pulses.forget(tabId);
    void hub.forget(tabId);
  };
  onTabClosed(forget);
  onTabSettled((tabId, isClaude) => {
    // The page has just loaded and draws itself: the badge can wait a moment.
    if (isClaude) setTimeout(() => hub.repaint(tabId), REPAINT_MS);
    else if (!isBeingRenewed(tabId)) forget(tabId);
  });
  onAlarm((name) => void (name === POLL && poll()));
});
