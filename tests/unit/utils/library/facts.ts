import type { NewSnapshot } from '@/utils/library/store';

/** What is known of a version of a chat when it is kept. */
export const facts = (more: Partial<NewSnapshot> = {}): NewSnapshot => ({
  conversationId: 'c1',
  organizationId: 'org',
  title: 'Names for a boat',
  model: null,
  createdAt: null,
  updatedAt: '2026-10-11T08:00:00Z',
  leafId: 'm4',
  projectId: null,
  messageCount: 4,
  source: 'api',
  whole: true,
  capturedAt: 1000,
  ...more,
});
