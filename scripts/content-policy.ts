import { createHash } from 'node:crypto';

/** Whom the extension asks, as tests/contracts/content-policy.test.ts reads it from the code: claude.ai, the witnesses and the two probes. */
export const ASKED_HOSTS: readonly string[] = [
  'claude.ai',
  'status.claude.com',
  'anthropic.statuspage.io',
  'hn.algolia.com',
  'api.github.com',
  'www.reddit.com',
  'mastodon.social',
  'example.com',
  '1.1.1.1',
];

export const hashOf = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * What the extension's own pages, its background and its workers may do: run what was shipped, and ask these hosts. Whatever
 * a chat, a backup or a witness brings stays text, also where somebody makes a mistake: what turns text into code or markup
 * throws. `styles`: the few that stand inside a page.
 */
export function contentPolicy(browser: string, styles: readonly string[]): string {
  // Firefox's background is a page, and opens the one that writes the scheduled backup inside of itself. There, what is printed
  // inherits this as well, and has no 'self'.
  const framedBy = browser === 'firefox' ? 'moz-extension:' : "'none'";
  return Object.entries({
    'default-src': "'none'",
    'script-src': "'self'",
    'worker-src': "'self'",
    'object-src': "'none'",
    'style-src': ["'self'", ...styles.map(hashOf)].join(' '),
    'connect-src': ASKED_HOSTS.map((host) => `https://${host}`).join(' '),
    // What is printed is a page of its own that lives for as long as the dialog.
    'frame-src': browser === 'firefox' ? "'self' blob:" : 'blob:',
    'frame-ancestors': framedBy,
    'base-uri': "'none'",
    'form-action': "'none'",
    'require-trusted-types-for': "'script'",
    // The sanitiser's, and the one that names the library's worker.
    'trusted-types': 'dompurify lifeline-worker',
  })
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}
