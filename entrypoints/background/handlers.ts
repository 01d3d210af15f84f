import { meantTab } from '@/utils/browser/meant-tab';
import { runTabObserver } from '@/utils/browser/scripts';
import { claudeTabIds, showPopup } from '@/utils/browser/tabs';
import type { Caller, Handlers } from '@/utils/messaging/receive';
import { SignalSchema } from '@/utils/signals/registry';
import type { Signal } from '@/utils/signals/types';
import type { AutoBackup } from './auto-backup';
import type { BackWatching } from './back-watch';
import type { ChatBackup } from './chat-backup';
import type { Executor } from './executor';
import { fixing } from './fixing';
import type { Halves } from './halves';
import type { Hub } from './hub';
import type { IncidentLog } from './incident-log';
import { keeping } from './keeping';
import type { Playbooks } from './playbook';
import type { Pulses } from './pulses';
import { puttingBack } from './put-back';
import type { Records } from './records';
import type { Pages } from './tab-following';

interface Parts {
  readonly hub: Hub;
  readonly records: Records;
  readonly halves: Halves;
  readonly incidents: Pick<IncidentLog, 'clear'>;
  readonly playbooks: Playbooks;
  readonly executor: Executor;
  readonly backup: ChatBackup;
  readonly autoBackup: AutoBackup;
  readonly pulses: Pulses;
  readonly watch: Pick<BackWatching, 'stop'>;
  /** Address of the popup as a page of its own. */
  readonly popupUrl: (tabId: number) => string;
  readonly pages: Pages;
}

const DONE = {};

/** The page may forge what its tab reports. */
function checked(signal: unknown): Signal[] {
  const parsed = SignalSchema.safeParse(signal);
  return parsed.success ? [parsed.data] : [];
}

/** A tab speaks for itself only; a page may name the tab that it means. */
async function meant(caller: Caller, tabId: number | null): Promise<number | null> {
  if (caller.kind === 'tab') return caller.tabId;
  return tabId ?? meantTab();
}

/**
 * A popup may be bound to a tab that shows another site, or that is gone. The browser's own page in claude.ai's place need not
 * say whose it is, but its failure was told.
 */
const isOurs = async (tabId: number, records: Records): Promise<boolean> =>
  (await records.get(tabId)).signals.length > 0 || (await claudeTabIds()).includes(tabId);

/** What a tab tells, or asks for at its start. */
function ofTabs({ hub, records, halves, incidents, executor, autoBackup, pulses, pages }: Parts) {
  const putBack = puttingBack(records, Date.now);
  return {
    'observe-tab': async (_, { tabId }) => {
      await runTabObserver(tabId ?? -1);
      return DONE;
    },
    hello: async ({ conversationId, page }, { tabId, isPrivate }) => {
      const tab = tabId ?? -1;
      pages.began();
      await executor.pageBegan(tab, page);
      await records.change(tab, { composerIsEmpty: null });
      await hub.refresh(tab); // shows what is known
      await putBack({ tabId: tab, conversationId, page, isPrivate }).catch(() => undefined); // it stays in the list
      const { view } = await hub.refresh(tab);
      return { view };
    },
    'report-signals': async ({ signals: reported }, { tabId, isPrivate }) => {
      const tab = tabId ?? -1;
      const signals = reported.flatMap(checked);
      if (signals.length === 0) return DONE;
      await hub.report(tab, signals);
      if (!isPrivate) autoBackup.heard(tab, signals);
      await records.saved(); // what has an answer isn't told again
      return DONE;
    },
    'take-payload': async ({ payload }, { tabId, isPrivate }) => {
      if (!isPrivate) await autoBackup.taken(tabId ?? -1, payload);
      return DONE;
    },
    beat: async ({ more }, { tabId }) => {
      await pulses.beat(tabId ?? -1, more);
      if (!more) pages.rests(tabId ?? -1);
      return DONE;
    },
    ...keeping({ hub, records, halves, incidents }),
    'report-step': async ({ runId, index, problem }, { tabId }) => {
      await executor.reported(tabId ?? -1, runId, index, problem);
      return DONE;
    },
    'dismiss-prompt': async (_, { tabId }) => {
      await records.change(tabId ?? -1, { dismissed: Date.now() });
      await hub.refresh(tabId ?? -1);
      return DONE;
    },
  } satisfies Partial<Handlers>;
}

/** What the background does for each message. A `tab` caller always has a tab id: the gate sees to it. */
export function handlersOf(parts: Parts): Handlers {
  const { hub, records, playbooks, executor, backup, pulses, watch, popupUrl } = parts;
  return {
    ...ofTabs(parts),
    'open-popup-page': async (_, { tabId }) => {
      await showPopup(popupUrl(tabId ?? -1));
      return DONE;
    },
    ...fixing({
      ...{ hub, records, executor, playbooks, watch, backup, meant },
      isOurs: (tabId) => isOurs(tabId, records),
    }),
    'get-view': async ({ tabId, opened, still }, caller) => {
      const meantOne = await meant(caller, tabId);
      const tab = meantOne !== null && (await isOurs(meantOne, records)) ? meantOne : null;
      if (tab !== null) void pulses.look(tab);
      // Somebody looks before the page could spare the time for its observer.
      if (tab !== null && (await records.get(tab)).signals.length === 0) await runTabObserver(tab);
      if (tab !== null && still) void hub.stillSeen(tab).catch(() => undefined);
      return hub.viewOf(tab, opened === true);
    },
    'back-up-chat': ({ tabId }) => backup.capture(tabId),
  };
}
