import { fixOf } from '@/utils/fixes/registry';
import type { Caller, Handlers } from '@/utils/messaging/receive';
import type { BackWatching } from './back-watch';
import type { Executor } from './executor';
import type { Hub } from './hub';

interface Parts {
  readonly hub: Hub;
  readonly executor: Executor;
  readonly watch: Pick<BackWatching, 'stop'>;
  /** The tab that a caller means; null when there is none. */
  readonly meant: (caller: Caller, tabId: number | null) => Promise<number | null>;
}

const DONE = {};

/** What the background does for the fix that the user chose. */
export function fixing({
  hub,
  executor,
  watch,
  meant,
}: Parts): Pick<
  Handlers,
  'start-fix' | 'cancel-fix' | 'stop-watching' | 'end-surface-step' | 'tell-playbook' | 'get-fix-text'
> {
  return {
    'start-fix': async ({ tabId, fix: id }, caller) => {
      const tab = await meant(caller, tabId);
      const fix = fixOf(id);
      if (tab === null || !fix) return DONE;
      const { context } = await hub.refresh(tab);
      if (fix.available(context)) await executor.start(tab, id, fix.plan(context));
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
    'tell-playbook': async () => DONE,
    'get-fix-text': async () => ({ text: null, name: null }),
    'stop-watching': async () => {
      await watch.stop();
      return DONE;
    },
  };
}
