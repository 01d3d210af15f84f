import { isPrivateTab } from '@/utils/browser/tabs';
import { readConversationText } from '@/utils/claude/conversation';
import { sentFrom, typedIn } from '@/utils/drafts/shelf';
import { supportReport } from '@/utils/fixes/support-report';
import { takenAlong } from '@/utils/fixes/taken-along';
import type { Input, Output } from '@/utils/messaging/protocol';
import { drafts } from '@/utils/storage/items';
import type { ChatBackup } from './chat-backup';
import type { Hub } from './hub';
import type { Playbooks } from './playbook';
import type { Records } from './records';
import { reportFacts } from './report-facts';

export interface TextParts {
  readonly hub: Pick<Hub, 'refresh'>;
  readonly records: Pick<Records, 'get'>;
  readonly playbooks: Pick<Playbooks, 'of'>;
  readonly backup: Pick<ChatBackup, 'storedChat'>;
  readonly now: () => number;
}

type Text = Output<'get-fix-text'>;

/** A text that the user is about to see or to copy. */
export async function fixText(
  parts: TextParts,
  tabId: number,
  what: Input<'get-fix-text'>['what'],
): Promise<Text> {
  const now = parts.now();
  const { view } = await parts.hub.refresh(tabId);
  if (what === 'report') {
    const { signals } = await parts.records.get(tabId);
    const facts = await reportFacts({ ...parts, tabId, view, signals, now });
    return {
      text: supportReport(facts),
      name: `lifeline-report-${new Date(now).toISOString().slice(0, 10)}.md`,
    };
  }
  const isPrivate = await isPrivateTab(tabId).catch(() => false);
  const place = { tabId, conversationId: view.conversationId, isPrivate };
  const shelf = await drafts.get();
  const prompt = (sentFrom(shelf, place) ?? typedIn(shelf, place))?.text ?? null;
  return what === 'prompt'
    ? { text: prompt, name: null }
    : chatText(parts, place.conversationId, prompt ?? '');
}

async function chatText({ backup }: TextParts, conversationId: string | null, prompt: string): Promise<Text> {
  const raw = conversationId === null ? null : await backup.storedChat(conversationId).catch(() => null);
  const read = raw === null ? null : readConversationText(raw);
  return read?.ok ? takenAlong(read.value, prompt) : { text: null, name: null };
}
