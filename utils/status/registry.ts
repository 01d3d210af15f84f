import { claudeStatusPage } from './claude-status-page';
import type { StatusSource } from './types';

export const statusSources = [claudeStatusPage] as const satisfies readonly StatusSource[];
