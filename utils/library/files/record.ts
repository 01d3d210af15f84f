import type { StoredFile } from '@/utils/library/types';

/** How good the bytes are: none, a stand-in, another size than announced, all of them. */
function rank({ hash, kind, problem }: StoredFile): number {
  if (hash === null) return 0;
  if (kind === 'preview') return 1;
  return problem === null ? 3 : 2;
}

/** What the shelf holds after another try: a failure or a poorer copy never takes the place of bytes that were had before. */
export function betterFile(before: StoredFile | undefined, now: StoredFile): StoredFile {
  if (!before) return now;
  if (rank(now) < rank(before)) return before;
  const { hash, size, capturedAt, kind } = before;
  const last = hash === null || kind === 'preview' ? [] : [{ hash, size, capturedAt }];
  const earlier = [...(before.earlier ?? []), ...last].filter((one) => one.hash !== now.hash);
  return earlier.length > 0 ? { ...now, earlier } : now;
}
