import type { LibraryProps } from '@/components/library/props';
import everyBlock from '@/tests/fixtures/conversations/every-block.json';
import { parseConversation } from '@/utils/claude/conversation';
import { artifactHistories } from '@/utils/export/artifacts';
import { linesOf } from '@/utils/export/turns';
import { rich } from '@/utils/library/page/rich';
import { type OpenReading, type Row, START } from '@/utils/library/page/state';
import { marksOf, termsOf } from '@/utils/library/search/query';
import type { Snapshot } from '@/utils/library/types';

export const NOW = Date.UTC(2026, 9, 11, 9);

export const snapshot = (more: Partial<Snapshot> = {}): Snapshot => ({
  conversationId: '019a6c41-7d11-7b20-8e6f-4a9c0d3e5f71',
  organizationId: 'org',
  title: 'Names for a boat',
  model: 'claude-opus-4-7',
  createdAt: null,
  updatedAt: null,
  leafId: null,
  messageCount: 8,
  source: 'api',
  whole: true,
  capturedAt: NOW - 60_000,
  hash: 'abc',
  size: 100,
  ...more,
});

export const row = (more: Partial<Snapshot> = {}, marks: Partial<Row> = {}): Row => ({
  snapshot: snapshot(more),
  goneAt: null,
  hit: null,
  ...marks,
});

export function reading(payload: unknown = everyBlock, more: Partial<OpenReading> = {}): OpenReading {
  const parsed = parseConversation(payload);
  if (!parsed.ok) throw new Error(parsed.error);
  return {
    state: 'open',
    snapshot: snapshot(),
    versions: [snapshot()],
    isBest: true,
    goneAt: null,
    projectName: null,
    lines: linesOf(parsed.value),
    artifacts: artifactHistories(parsed.value),
    mayHaveFiles: true,
    files: [],
    ...more,
  };
}

const nothing = (): void => {};

export const given = (more: Partial<LibraryProps> = {}): LibraryProps => ({
  ...START,
  rows: [row()],
  use: { conversations: 1, versions: 1, bytes: 100 },
  clock: { now: NOW, locale: 'en', timeZone: 'UTC' },
  rich,
  formats: ['json', 'markdown', 'html'],
  findIn: (query, text) => marksOf(text, termsOf(query)),
  afterRest: (work) => {
    const timer = setTimeout(work);
    return () => clearTimeout(timer);
  },
  onSearch: nothing,
  onFilter: nothing,
  onSeen: nothing,
  onSaveCopy: nothing,
  onSaveSome: nothing,
  onSaveAll: nothing,
  onExport: nothing,
  onCheck: nothing,
  onGetFiles: nothing,
  onCarryOver: nothing,
  onLeaveOut: nothing,
  onDelete: nothing,
  onImport: nothing,
  onBackUpAll: nothing,
  onWithFiles: nothing,
  onPause: nothing,
  onResume: nothing,
  onCancel: nothing,
  ...more,
});

export const find = (selector: string): HTMLElement => {
  const element = document.querySelector<HTMLElement>(selector);
  if (!element) throw new Error(`nothing matches ${selector}`);
  return element;
};
