import { claudeStatusPage } from './claude-status-page';
import { githubIssues } from './github-issues';
import { hackerNews } from './hacker-news';
import { mastodon } from './mastodon';
import { reddit } from './reddit';
import type { StatusSource } from './types';

/** The official page first; the order in which they are shown. */
export const statusSources = [
  claudeStatusPage,
  hackerNews,
  githubIssues,
  reddit,
  mastodon,
] as const satisfies readonly StatusSource[];
