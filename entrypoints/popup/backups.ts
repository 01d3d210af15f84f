import { signal } from '@preact/signals';
import type { BackupOutcome, Busy } from '@/components/popup/props';
import { send, sendSurely } from '@/utils/browser/messages';
import { refresh, view } from './tab-in-view';

export const busy = signal<Busy>({ chat: false, copy: false, all: null, outcome: null });

const ended = (what: BackupOutcome['what'], problem: string | null, fresh = true): void => {
  const over = what === 'chat' || what === 'copy' ? { [what]: false } : {};
  busy.value = { ...busy.value, ...over, outcome: { what, problem, fresh } };
};

/** null when it went well. */
const problemOf = (work: Promise<unknown>): Promise<string | null> =>
  work.then(
    () => null,
    () => 'copy_failed',
  );

export async function backUpChat(): Promise<void> {
  const tabId = view.value?.tabId;
  if (tabId === undefined || tabId === null) return;
  busy.value = { ...busy.value, chat: true, outcome: null };
  const answer = await sendSurely('back-up-chat', { tabId });
  // Nobody answered: that says nothing of Claude, nor of the copies that are there.
  const result = answer.ok ? answer.value : { snapshot: null, fresh: false, problem: 'copy_failed' };
  ended('chat', result.snapshot ? null : result.problem, result.fresh);
  await refresh();
}

export async function saveCopy(): Promise<void> {
  const backup = view.value?.backup;
  if (!backup) return;
  busy.value = { ...busy.value, copy: true };
  // What reads and packs the library loads when it is wanted: it is as large as all the rest of the popup.
  const saved = import('./save-copy').then(({ saveCopyOf }) => saveCopyOf(backup.conversationId));
  ended('copy', await problemOf(saved));
}

export async function copyHalf(): Promise<void> {
  const conversationId = view.value?.conversationId;
  if (!conversationId) return;
  const answer = await send('get-half-answer', { conversationId });
  const text = answer.ok ? answer.value.text : null;
  // Nothing to copy leaves what is on the clipboard.
  const copied = text === null ? Promise.reject() : navigator.clipboard.writeText(text);
  ended('half', await problemOf(copied));
}
