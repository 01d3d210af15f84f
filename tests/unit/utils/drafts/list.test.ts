import { expect, test } from 'vitest';
import { keptRows } from '@/utils/drafts/list';
import { keep, withoutOne } from '@/utils/drafts/shelf';
import type { Draft } from '@/utils/drafts/types';

const DAY_MS = 24 * 3_600_000;
const CHAT = '01990a4e-7c21-7d3a-9f10-52b6c0d1e2f3';
const draft = (text: string, updatedAt: number, state: Draft['state'] = 'typing'): Draft => ({
  text,
  attachments: [],
  conversationId: null,
  updatedAt,
  state,
});
const shelf = keep(
  keep({}, { tabId: 7, conversationId: CHAT }, draft('sent', 1_000, 'sent')),
  { tabId: 8, conversationId: null, isPrivate: true },
  draft('typed', 3_000),
);

test('everything, the latest first', () => {
  const rows = keptRows(shelf, { [CHAT]: { text: 'half', at: 2_000 } }, 5_000);
  expect(rows).toMatchObject([
    { kind: 'typing', text: 'typed', conversationId: null, isPrivate: true, at: 3_000 },
    { kind: 'half', text: 'half', conversationId: CHAT, id: { what: 'half', name: CHAT } },
    { kind: 'sent', text: 'sent', conversationId: CHAT, isPrivate: false },
  ]);
});

test('nothing that is older than seven days', () => {
  const halves = { [CHAT]: { text: 'half', at: 1_000 }, other: { text: 'no time at all', at: -1e300 } };
  expect(keptRows(shelf, halves, 1_500 + 7 * DAY_MS).map(({ text }) => text)).toEqual(['typed']);
});

test('nothing is of a time to come', () => {
  const [row] = keptRows({ odd: draft('kept before the clock was set back', 1e300) }, {}, 5_000);
  expect(row?.at).toBe(5_000);
});

test('each goes by its own name', () => {
  const [first] = keptRows(shelf, {}, 5_000);
  const left = withoutOne(shelf, first?.id.name ?? '');
  expect(keptRows(left, {}, 5_000).map(({ text }) => text)).toEqual(['sent']);
  expect(withoutOne(shelf, 'nothing of this name')).toEqual(shelf);
});
