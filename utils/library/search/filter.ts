import type { SearchFilter } from '@/utils/library/search/search-types';
import type { Snapshot } from '@/utils/library/types';

/** Epoch ms of its last change; of its capture when the payload doesn't say. */
function changedAt({ updatedAt, capturedAt }: Pick<Snapshot, 'updatedAt' | 'capturedAt'>): number {
  const time = Date.parse(updatedAt ?? '');
  return Number.isFinite(time) ? time : capturedAt;
}

export function passes(snapshot: Snapshot, filter: SearchFilter): boolean {
  const { projectId, model, source, from, to } = filter;
  return (
    (projectId === undefined || (snapshot.projectId ?? null) === projectId) &&
    (model === undefined || snapshot.model === model) &&
    (source === undefined || snapshot.source === source) &&
    (from === undefined || changedAt(snapshot) >= from) &&
    (to === undefined || changedAt(snapshot) <= to)
  );
}
