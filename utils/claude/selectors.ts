/**
 * Every hook into claude.ai's page, newest first in each list. A hook that is missing means "unknown", never "well".
 * Seen: tests/fixtures/claude/page-hooks.html (2026-10). About once a month one of them is renamed; then the network's
 * signals still carry the verdict, and the composer is found by what it is.
 */
export const SELECTORS = {
  composer: [
    '[data-testid="chat-input"]',
    '.ProseMirror[contenteditable="true"]',
    'main [contenteditable="true"]',
  ],
  stop: ['[data-testid="chat-input-stop"]', 'button[aria-label="Stop response"]'],
  send: ['[data-testid="chat-input-send"]', 'button[aria-label="Send message"]'],
  answer: ['[data-testid="assistant-message"]', '.font-claude-response'],
  question: ['[data-testid="user-message"]'],
  model: ['[data-testid="model-selector-dropdown"]'],
  fileInput: ['input[data-testid="file-upload"]', 'fieldset input[type="file"]', 'main input[type="file"]'],
  row: '[data-turn-key]',
  streaming: '[data-is-streaming="true"], [data-perf-row-streaming="true"]',
  title: ['[data-testid="chat-title-split"]'],
  turnBanner: ['[data-testid="message-warning"]'],
  /** Containers of somebody's words: what stands in there is never a failure. */
  words:
    '[data-testid="user-message"], [data-testid="assistant-message"], .font-claude-response, [role="article"], [contenteditable="true"], pre, nav, aside, [hidden], lifeline-prompt',
  /** Where the page speaks by itself. Asked one by one: in a long chat a list of selectors takes several times as long. */
  notices: ['[role="status"]', '[role^="alert"]', '[data-cds="Banner"]'],
  /** What floats over the page: it speaks of anything. */
  toast: '[role][data-state], [data-color-context], [aria-label="Notifications"], [role$="dialog"]',
  attachment: '[data-testid="file-thumbnail"], [data-testid="attachment"], [data-cds="Attachment"]',
  login: '[data-testid="login-with-google"], input[data-testid="code"], [data-testid="email"]',
} as const;

export function first(root: ParentNode, selectors: readonly string[]): HTMLElement | null {
  for (const selector of selectors) {
    const found = root.querySelector<HTMLElement>(selector);
    if (found) return found;
  }
  return null;
}
