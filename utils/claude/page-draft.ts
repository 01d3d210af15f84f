/**
 * When the page itself last wrote down the text of a new chat: it puts that back by itself, and after a crash it can be an
 * older one than ours, as browsers write such storage with a delay of seconds.
 * Seen: tests/fixtures/claude/page-draft.json (2026-10). When wrong: an older text of the page's own stays in the composer,
 * and ours in the list of drafts.
 */

const KEY = 'LSS-new-conversation:textInput';

/** Epoch ms; null when there is none, or none that tells its time. */
export function pageDraftAt(stored: Pick<Storage, 'getItem'>): number | null {
  try {
    const { timestamp } = JSON.parse(stored.getItem(KEY) ?? '{}') as { timestamp?: unknown };
    return typeof timestamp === 'number' && Number.isFinite(timestamp) ? timestamp : null;
  } catch {
    return null; // another shape, or a page that may keep nothing
  }
}
