import { githubIssues } from '@/utils/status/github-issues';
import { feedCases } from './feed-cases';

feedCases(githubIssues, 'github-issues-one.json');
