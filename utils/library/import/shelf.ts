import { isLoose, type Loose, listOf, textOf } from '@/utils/export/fields';
import type { ManifestFile } from '@/utils/export/manifest';
import { ageOf, isId } from '@/utils/library/import/facts';
import type { Intake, IntakeEdges, Origin } from '@/utils/library/import/import-intake-types';
import { trouble } from '@/utils/library/import/trouble';
import { sha256 } from '@/utils/library/sha256';
import type { StoredFile } from '@/utils/library/types';

/** As the official export has it, or as we keep it: `{ project, docs }`. */
export const isProject = (value: unknown): value is Loose => {
  if (!isLoose(value)) return false;
  const project = isLoose(value.project) ? value.project : value;
  const hasContent = Array.isArray(value.docs) || typeof project.prompt_template === 'string';
  return hasContent && typeof project.name === 'string' && isId(textOf(project.uuid));
};

interface ReadProject {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly value: Loose;
  readonly origin: Origin;
}

export async function takeProject(
  { shelves, now }: IntakeEdges,
  { counts }: Intake,
  { bytes, value, origin: { row } }: ReadProject,
): Promise<void> {
  const { docs, ...rest } = value;
  const project = isLoose(rest.project) ? rest.project : rest;
  counts.projects += 1;
  const id = textOf(project.uuid);
  const updatedAt = textOf(project.updated_at) || null;
  const ours = (await shelves.projects()).find((one) => one.id === id);
  // Only the last state of a project is kept, so what was captured stays.
  if (ours && (ours.updatedAt ?? '') >= (updatedAt ?? '')) return;
  const payload = project === rest ? encode({ project, docs: listOf(docs) }) : bytes;
  const capturedAt = ageOf(row?.capturedAt ?? updatedAt, now);
  const facts = { id, organizationId: ours?.organizationId ?? '', name: textOf(project.name) };
  await shelves.saveProject(payload, { ...facts, updatedAt, capturedAt });
}

export async function takeFile(
  { shelves, now }: IntakeEdges,
  { counts }: Intake,
  bytes: Uint8Array<ArrayBuffer>,
  row: ManifestFile,
): Promise<void> {
  const { conversationId, fileId = '', path } = row;
  const name = row.name ?? path.slice(path.lastIndexOf('/') + 1);
  if (!isId(conversationId) || fileId === '') throw trouble('unknown-shape');
  if ((await sha256(bytes)) !== row.sha256) throw trouble('changed');
  counts.files += 1;
  const ours = (await shelves.filesOf(conversationId)).find((one) => one.fileId === fileId);
  if (ours?.hash) return;
  const capturedAt = ageOf(row.capturedAt, now);
  const facts = { conversationId, fileId, name, kind: kindOf(row, name), announcedSize: null };
  await shelves.saveFile(bytes, { ...facts, problem: null, isImported: true, capturedAt });
}

const KINDS: readonly StoredFile['kind'][] = ['upload', 'image', 'preview', 'sandbox', 'artifact'];

function kindOf({ fileId = '', fileKind }: ManifestFile, name: string): StoredFile['kind'] {
  const said = KINDS.find((one) => one === fileKind);
  if (said) return said;
  if (name.endsWith('.preview.webp')) return 'preview';
  return fileId.includes('/') ? 'sandbox' : 'upload';
}

const encode = (value: unknown): Uint8Array<ArrayBuffer> => new TextEncoder().encode(JSON.stringify(value));
