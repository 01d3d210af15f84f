import { SITE } from '@/utils/claude/addresses';
import '@/utils/jitless';
import { defineBackground } from 'wxt/utils/define-background';
import { onAlarm } from '@/utils/browser/alarms';
import { listen, sendToTab } from '@/utils/browser/messages';
import { onDocument } from '@/utils/browser/navigation';
import { extensionUrl, extensionVersion } from '@/utils/browser/runtime';
import { runNothing } from '@/utils/browser/scripts';
import { claudeTabIds, isPrivateTab, tabState } from '@/utils/browser/tabs';
import { protocol } from '@/utils/messaging/protocol';
import { last } from '@/utils/signals/finality';
import { autoBackup } from './auto-backup';
import type { BackWatching } from './back-watch';
import type { StepEdges } from './background-steps';
import { tryBreaker } from './breaker';
import { type Chain, probeChain } from './chain';
import { type ChatBackup, chatBackup } from './chat-backup';
import { documentWatch } from './documents';
import { planExecutor } from './executor';
import { type FailureLog, failureLog } from './failure-log';
import { firstRun } from './first-run';
import { goOnWithFullBackup } from './full-backup-run';
import { type Halves, halfMemory } from './halves';
import { handlersOf } from './handlers';
import { tabHub } from './hub';
import { tabsLoading } from './loading';
import { forgetClosedTabs, takeOpenTabs } from './open-tabs';
import { playbookMemory } from './playbook';
import { POLL, type Polling, witnessPolling } from './polling';
import { type Answer, tabPulses } from './pulses';
import { type Records, tabMemory } from './records';
import { rescuing } from './rescuing';
import { scheduledExport } from './scheduled-export';
import { followTabs } from './tab-following';
import { troubleKeeping } from './trouble';
import { tryCount } from './try-count';
import { turnsOf } from './turns';
import { writeUnwritten } from './unwritten';
import { witnessBench } from './witnesses';

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
    return (await isHung(tabId)) ? `${SITE}${path}` : null;
  };
  return { isHung, hungAt };
}

/** What failed, and out of how many tries. */
function tabLogs(): FailureLog {
  const edges = { isPrivate: isPrivateTab, now: Date.now };
  const failures = failureLog({ ...edges, extensionVersion: extensionVersion() });
  const tries = tryCount(edges);
  return {
    note: (tabId, signals, broken) => {
      failures.note(tabId, signals, broken);
      tries.note(tabId, signals);
    },
  };
}

/** What puts copies of chats into the library. */
function copying(records: Records, halves: Halves, changed: (tabId: number) => void) {
  const rescue = rescuing(halves);
  const backup = chatBackup(records, rescue, changed);
  return { backup, autoBackup: autoBackup({ records, backup, rescue, changed }) };
}

interface StepParts {
  readonly backup: ChatBackup;
  readonly chain: Chain;
  readonly watch: BackWatching;
  readonly hungAt: StepEdges['hungAt'];
  readonly turn: StepEdges['turn'];
}

/** What the steps of a fix may use. */
const stepEdges = ({ backup, chain, watch, hungAt, turn }: StepParts): StepEdges => ({
  hungAt,
  turn,
  now: Date.now,
  saveConversation: backup.saveFirst,
  storedChat: backup.storedChat,
  runChain: (tabId) => chain.run(tabId, 0),
  watchForBack: watch.begin,
});

function heedAlarms(polling: Polling): void {
  onAlarm((name) => void (name === POLL && polling.tick()));
  goOnWithFullBackup();
  writeUnwritten();
}

const popupUrl = (tabId: number) => extensionUrl(`/popup.html?tab=${tabId}`);
const isOpen = async (tabId: number) => (await claudeTabIds()).includes(tabId);
/** Without access to the site the browser doesn't name its tabs. Allowed at a click only, our scripts are there all the same. */
const isSeen = async (tabId: number) => (await isOpen(tabId).catch(() => true)) || (await answers(tabId));

export default defineBackground(() => {
  const records = tabMemory();
  const witnesses = witnessBench();
  const halves = halfMemory();
  const copies = copying(records, halves, (tabId) => void hub.refresh(tabId));
  const { backup } = copies;
  const loading = tabsLoading(Date.now);
  const times = { loadingSince: loading.since, now: Date.now };
  const chain = probeChain({ records, witnesses, ...times, changed: (tabId) => void hub.refresh(tabId) });
  const refresh = (tabId: number) => hub.refresh(tabId);
  const { incidents, watch } = troubleKeeping({ records, witnesses, chain, refresh });
  const breaker = tryBreaker(Date.now);
  const playbooks = playbookMemory(Date.now);
  const hub = tabHub({
    records,
    witnesses,
    executor: () => executor,
    halves,
    chain,
    incidents,
    watch,
    breaker,
    playbooks,
    log: tabLogs(),
    latestBackup: backup.latest,
    isSeen,
    onTrouble: () => void polling.soon(),
    ...times,
  });
  const { isHung, hungAt } = hangsIn(records);
  const turn = turnsOf({ hub, records, breaker, executor: () => executor, now: Date.now });
  const executor = planExecutor({
    ...stepEdges({ backup, chain, watch, hungAt, turn }),
    changed: (tabId) => void hub.refresh(tabId),
  });
  const pulses = tabPulses({
    now: Date.now,
    ask: askTab,
    stateOf: tabState,
    isHung,
    report: (tabId, signal) => void hub.report(tabId, [signal]),
  });

  void executor.resume();
  void takeOpenTabs();
  void forgetClosedTabs(hub, records).catch(() => undefined);

  const polling = witnessPolling(hub);
  const pages = followTabs({ hub, pulses, loading, polling });
  void polling.begin();

  const parts = { hub, records, playbooks, halves, executor, pulses, watch, popupUrl, pages };
  listen({ ...handlersOf({ ...parts, ...copies, incidents }), ...scheduledExport() }, protocol);
  onDocument(documentWatch({ report: (tabId, signal) => void hub.report(tabId, [signal]), isOpen, answers }));
  heedAlarms(polling);
  firstRun();
});
