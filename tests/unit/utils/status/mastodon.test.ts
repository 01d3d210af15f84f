import { mastodon } from '@/utils/status/mastodon';
import { feedCases } from './feed-cases';

feedCases(mastodon, 'mastodon-one.json');
