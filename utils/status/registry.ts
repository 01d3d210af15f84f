import { claudeStatusPage } from './claude-status-page';
import { githubIssues } from './github-issues';
import { hackerNews } from './hacker-news';
import { mastodon } from './mastodon';
import { reddit } from './reddit';
import type { CommunitySource, OfficialSource, StatusSource } from './types';

export const officialSources = [claudeStatusPage] as const satisfies readonly OfficialSource[];

export const communitySources = [
  hackerNews,
  githubIssues,
  reddit,
  mastodon,
] as const satisfies readonly CommunitySource[];

/** The order in which they are shown. */
export const statusSources = [
  ...officialSources,
  ...communitySources,
] as const satisfies readonly StatusSource[];
