import { openTab } from '@/utils/browser/tabs';
import { NEW_CHAT } from '@/utils/claude/addresses';
import { intoNewTab } from '@/utils/fixes/new-chat';
import { newPlaybook, type PlayEvent } from '@/utils/fixes/playbook';
import { fixOf } from '@/utils/fixes/registry';
import type { Fix } from '@/utils/fixes/types';
import type { Caller, Handlers } from '@/utils/messaging/receive';
import type { BackWatching } from './back-watch';
import type { ChatBackup } from './chat-backup';
import type { Executor } from './executor';
import { asked } from './fix-context';
import { fixText } from './fix-text';
import type { Hub } from './hub';
import type { Playbooks } from './playbook';
import type { Records } from './records';

interface Parts {
  readonly hub: Hub;
  readonly executor: Executor;
  readonly records: Pick<Records, 'get'>;
  readonly playbooks: Pick<Playbooks, 'tell' | 'of'>;
  readonly watch: Pick<BackWatching, 'stop'>;
  readonly backup: Pick<ChatBackup, 'saveFirst' | 'latest' | 'storedChat'>;
  /** The tab that a caller means; null when there is none. */
  readonly meant: (caller: Caller, tabId: number | null) => Promise<number | null>;
  /** Whether it shows claude.ai. A popup may still show what was there before. */
  readonly isOurs: (tabId: number) => Promise<boolean>;
}

const DONE = {};

/** What removes something is named in full, and begun, in a page of the extension only: a tab can't answer for the user. */
const mayStart = ({ risk, needs }: Fix, { kind }: Caller): boolean =>
  kind !== 'tab' || (risk !== 'destructive' && needs === undefined);

/** What the background does for the fix that the user chose. */
export function fixing({
  hub,
  executor,
  records,
  playbooks,
  watch,
  backup,
  meant,
  isOurs,
}: Parts): Pick<
  Handlers,
  | 'start-fix'
  | 'carry-over-chat'
  | 'cancel-fix'
  | 'stop-watching'
  | 'end-surface-step'
  | 'tell-playbook'
  | 'get-fix-text'
> {
  return {
    'start-fix': async ({ tabId, fix: id }, caller) => {
      const tab = await meant(caller, tabId);
      const fix = fixOf(id);
      if (tab === null || !fix || !mayStart(fix, caller) || !(await isOurs(tab))) return DONE;
      const context = await asked(backup, tab, id, (await hub.refresh(tab)).context);
      if (fix.available(context)) await executor.start(tab, id, fix.plan(context));
      return DONE;
    },
    'carry-over-chat': async ({ conversationId }) => {
      const tab = await openTab(NEW_CHAT);
      if (tab !== null) await executor.start(tab, 'new-chat', intoNewTab(conversationId));
      return DONE;
    },
    'cancel-fix': async ({ tabId }, caller) => {
      const tab = await meant(caller, tabId);
      if (tab !== null) await executor.cancel(tab);
      return DONE;
    },
    'end-surface-step': async ({ tabId, runId, index, problem }, caller) => {
      const tab = await meant(caller, tabId);
      if (tab !== null) await executor.surfaceEnded(tab, runId, index, problem);
      return DONE;
    },
    'tell-playbook': async ({ tabId, said }, caller) => {
      const tab = await meant(caller, tabId);
      if (tab === null) return DONE;
      const event: PlayEvent =
        'helped' in said ? { kind: 'said', helped: said.helped } : { kind: 'skipped', fix: said.skipped };
      const { verdict } = (await hub.refresh(tab)).view;
      await playbooks.tell(tab, event, () => newPlaybook(verdict.id, Date.now()));
      await hub.refresh(tab);
      return DONE;
    },
    'get-fix-text': async ({ tabId, what }, caller) => {
      const tab = await meant(caller, tabId);
      return tab === null
        ? { text: null, name: null }
        : fixText({ hub, records, playbooks, backup, now: Date.now }, tab, what);
    },
    'stop-watching': async () => {
      await watch.stop();
      return DONE;
    },
  };
}
