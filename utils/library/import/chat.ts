import { type Conversation, snapshotFacts } from '@/utils/claude/conversation';
import { ageOf, isId } from '@/utils/library/import/facts';
import type { Intake, IntakeEdges, Origin } from '@/utils/library/import/import-intake-types';
import { versionWithAllOf } from '@/utils/library/import/known';
import { isTree } from '@/utils/library/import/tree';
import { trouble } from '@/utils/library/import/trouble';
import { sha256 } from '@/utils/library/sha256';

interface Chat {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly conversation: Conversation;
  readonly origin: Origin;
}

/** Keeps the bytes as they are, unless the library has all that they say. */
export async function takeChat(
  { store, now }: IntakeEdges,
  { counts, report }: Intake,
  { bytes, conversation, origin }: Chat,
): Promise<void> {
  const facts = snapshotFacts(conversation);
  if (!isId(facts.conversationId)) throw trouble('unknown-shape');
  const hash = await sha256(bytes);
  const isChanged = origin.row !== undefined && origin.row.sha256 !== hash;
  counts.conversations += 1;
  if (isChanged) report('changed', origin, facts.title);
  if (await versionWithAllOf(store, conversation, hash)) {
    counts.known += 1;
    return;
  }
  const isSound = isTree(conversation);
  if (!isSound) report('not-whole', origin, facts.title);
  const isNew = (await store.versionsOf(facts.conversationId)).length === 0;
  await store.saveSnapshot(bytes, {
    ...facts,
    organizationId: null,
    source: 'import',
    whole: isSound && !isChanged && (origin.row?.whole ?? true),
    capturedAt: ageOf(origin.row?.capturedAt ?? facts.updatedAt, now),
  });
  counts[isNew ? 'added' : 'merged'] += 1;
}
