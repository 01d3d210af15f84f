import type { SourceId } from './types';

// Without schemas and parsers, so that the popup can have it for nothing.

/** The page for people of each source, in the order in which they are shown. */
export const SOURCE_PAGES: Readonly<Record<SourceId, string>> = {
  'claude-status-page': 'https://status.claude.com',
  'hacker-news': 'https://hn.algolia.com/?query=claude%20down&sort=byDate&type=story',
  'github-issues': 'https://github.com/anthropics/claude-code/issues?q=is%3Aissue+sort%3Acreated-desc',
  reddit: 'https://www.reddit.com/r/ClaudeAI/new/',
  mastodon: 'https://mastodon.social/tags/claudeai',
};

interface Place {
  /** As it calls itself. */
  readonly name: string;
  readonly url: string;
}

/** Where people read and report trouble. They have no reader, or forbid one: they are linked, never asked. */
export const ELSEWHERE: readonly Place[] = [
  { name: 'Downdetector', url: 'https://downdetector.com/status/claude-ai/' },
  { name: 'DownForAI', url: 'https://downforai.com' },
  { name: 'StatusGator', url: 'https://statusgator.com/services/claude' },
  { name: 'r/ClaudeAI', url: 'https://www.reddit.com/r/ClaudeAI/' },
  { name: 'Anthropic on X', url: 'https://x.com/AnthropicAI' },
];
