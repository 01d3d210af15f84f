import type { LibraryProps } from '@/components/library/props';
import { START } from '@/utils/library/page-state';
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

const nothing = (): void => {};

export const given = (more: Partial<LibraryProps> = {}): LibraryProps => ({
  ...START,
  rows: [snapshot()],
  use: { conversations: 1, versions: 1, bytes: 100 },
  clock: { now: NOW, locale: 'en', timeZone: 'UTC' },
  onSearch: nothing,
  onSaveCopy: nothing,
  onSaveAll: nothing,
  onImport: nothing,
  onBackUpAll: nothing,
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
