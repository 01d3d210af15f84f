/** Every host the stage plays; the proxy refuses all others. */
export const HOSTS = {
  claude: 'claude.ai',
  status: 'status.claude.com',
  statusFallback: 'anthropic.statuspage.io',
  hackerNews: 'hn.algolia.com',
  github: 'api.github.com',
  reddit: 'www.reddit.com',
  mastodon: 'mastodon.social',
  neutral: 'example.com',
  /** Reached without a name. */
  address: '1.1.1.1',
} as const;

export const ALL_HOSTS: readonly string[] = Object.values(HOSTS);
