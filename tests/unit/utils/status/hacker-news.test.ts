import { hackerNews } from '@/utils/status/hacker-news';
import { feedCases } from './feed-cases';

feedCases(hackerNews, 'hacker-news-one.json');
