import { reddit } from '@/utils/status/reddit';
import { feedCases } from './feed-cases';

feedCases(reddit, 'reddit-cdata.xml');
