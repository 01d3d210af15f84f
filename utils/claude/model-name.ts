/**
 * One name for one model: streams say `claude-opus-4-7` or `claude-3-5-sonnet-20241022`, the model menu "Opus 4.7".
 * Seen: tests/fixtures/claude/completion.sse.txt (2026-04), tests/fixtures/claude/page-hooks.html (2026-10).
 * When wrong: failures of one model are counted as those of two.
 */
const DATE = /^\d{8}$/;

/** "Opus 4.7"; null for what names no model. */
export function modelName(raw: string | null): string | null {
  const words = (raw ?? '')
    .toLowerCase()
    .split(/[\s\-_.@]+/)
    .filter((word) => word !== 'claude' && word !== 'latest' && !DATE.test(word));
  const family = words.find((word) => /^[a-z]+$/.test(word));
  if (family === undefined) return null;
  const version = words.filter((word) => /^\d{1,2}$/.test(word)).slice(0, 2);
  const name = `${family.slice(0, 1).toUpperCase()}${family.slice(1, 30)}`;
  return version.length === 0 ? name : `${name} ${version.join('.')}`;
}
