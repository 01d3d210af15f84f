import { type Playbook, type PlayEvent, played } from '@/utils/fixes/playbook';
import { playbooks } from '@/utils/storage/fix-items';
import { remembered } from './remembered';

/** What was tried in each tab, stored: it outlives the page, the popup and the worker. */
export interface Playbooks {
  readonly of: (tabId: number) => Promise<Playbook | null>;
  /** Takes a playbook to its next state; false when somebody else has been faster. */
  readonly swap: (tabId: number, from: Playbook | null, to: Playbook | null) => Promise<boolean>;
  /** The user says something. `begun`: what it is said of, when nothing has been tried yet. */
  readonly tell: (tabId: number, event: PlayEvent, begun: () => Playbook) => Promise<void>;
  /** The tab is closed, or shows another site, such as the one of a sign-in, and may come back. */
  readonly forget: (tabId: number, isClosed: boolean) => Promise<void>;
}

export function playbookMemory(now: () => number): Playbooks {
  const memory = remembered(() => playbooks.get());
  const change = async (tabId: number, to: (before: Playbook | null) => Playbook | null): Promise<void> => {
    const key = String(tabId);
    let isNew = false;
    const after = await memory.change((books) => {
      const before = books[key] ?? null;
      const book = to(before);
      isNew = book !== before;
      if (!isNew) return books;
      const { [key]: _, ...others } = books;
      return book === null ? others : { ...others, [key]: book };
    });
    // It is known here already: who looks isn't kept waiting, nor by a storage that refuses.
    if (isNew) void playbooks.set(after).catch(warn);
  };
  return {
    of: async (tabId) => (await memory.get())[String(tabId)] ?? null,
    swap: async (tabId, from, to) => {
      let isMine = false;
      await change(tabId, (before) => {
        isMine = before === from;
        return isMine ? to : before;
      });
      return isMine;
    },
    tell: (tabId, event, begun) => change(tabId, (before) => played(before ?? begun(), event, now())),
    forget: (tabId, isClosed) => change(tabId, (before) => (isClosed ? null : before)),
  };
}

const warn = (error: unknown): void => console.warn('Lifeline: the playbook was not written.', error);
