import type { Fetch } from '@/utils/claude/client-answer';
import type { LibraryDatabase } from '@/utils/library/database';
import { type BackupDesk, createBackupDesk, type DeskListeners } from '@/utils/library/run/desk';
import { workOnBackup } from '@/utils/library/run/engine';
import type { Locks, Nudge, Nudges } from '@/utils/library/run/host';
import { createRunBook } from '@/utils/library/run/record';

/** The locks of one browser: first come, first served. */
export function freshLocks(): Locks {
  const held = new Map<string, Promise<unknown>>();
  return {
    request: async (name, { ifAvailable, signal }, work) => {
      if (ifAvailable && held.has(name)) return work(null);
      while (held.has(name)) {
        await held.get(name)?.catch(() => undefined);
        signal?.throwIfAborted();
      }
      const done = work({ name });
      held.set(name, done);
      return done.finally(() => held.delete(name));
    },
  };
}

/** Channels of one name: each hears the others. */
function freshChannel(): () => Nudges {
  const all = new Map<object, Set<(event: MessageEvent<Nudge>) => void>>();
  return () => {
    const self = {};
    const listeners = new Set<(event: MessageEvent<Nudge>) => void>();
    all.set(self, listeners);
    return {
      postMessage: (data) => {
        for (const [one, heard] of all)
          if (one !== self)
            for (const listener of heard)
              queueMicrotask(() => listener(new MessageEvent('message', { data })));
      },
      addEventListener: (_, listener) => void listeners.add(listener),
      removeEventListener: (_, listener) => void listeners.delete(listener),
    };
  };
}

/** What pages and the background of one browser share. */
export interface Browser {
  readonly database: LibraryDatabase;
  readonly fetch: Fetch;
  readonly locks: Locks;
  readonly channel: () => Nudges;
}

export const freshBrowser = (database: LibraryDatabase, fetch: Fetch): Browser => ({
  ...{ database, fetch },
  locks: freshLocks(),
  channel: freshChannel(),
});

const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Works on the run as a page or the background does; `signal` is its death. */
export const workAs = (
  { database, fetch, locks, channel }: Browser,
  as: 'page' | 'background',
  report: DeskListeners['report'] = () => undefined,
  signal = new AbortController().signal,
) =>
  workOnBackup({
    ...{ database, fetch, locks, report, signal, as },
    nudges: channel(),
    now: Date.now,
    random: () => 0,
    sleep: tick,
  });

/** A library page of that browser. */
export const deskOf = (browser: Browser, listeners: Partial<DeskListeners> = {}): BackupDesk => {
  const { report = () => undefined, ended = async () => true } = listeners;
  return createBackupDesk({
    ...{ report, ended, locks: browser.locks, nudges: browser.channel(), now: Date.now, wait: tick },
    book: createRunBook(async () => browser.database),
    work: (tell) => workAs(browser, 'page', tell),
    wakeBackground: () => undefined,
  });
};
