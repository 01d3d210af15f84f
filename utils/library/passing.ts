import { isTemporary, readConversationText, snapshotFacts } from '@/utils/claude/conversation';
import { passingChat } from '@/utils/claude/passing-chat';
import { isNew, type RescueEdges } from '@/utils/library/rescue';
import type { Snapshot } from '@/utils/library/types';

/** Keeps a conversation that the page has just loaded, if it is another one than the library has. undefined: it isn't kept. */
export async function keepPassing(edges: RescueEdges, payload: string): Promise<Snapshot | undefined> {
  const chat = passingChat(payload);
  const raw = payload.slice(payload.indexOf('\n') + 1);
  const read = chat && readConversationText(raw);
  if (!chat || !read?.ok || read.value.uuid !== chat.conversationId || isTemporary(read.value))
    return undefined;
  const facts = snapshotFacts(read.value);
  if (!(await isNew(edges, facts))) return undefined;
  const { organizationId } = chat;
  return edges.store.saveSnapshot(raw, {
    ...facts,
    organizationId,
    source: 'page-cache',
    capturedAt: edges.now(),
  });
}
