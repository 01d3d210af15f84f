import { expect, test } from 'vitest';
import { workPlace } from '@/utils/signals/work-place';
import { a } from './given';

const CHAT = '01990a4e-7c21-7d3a-9f10-52b6c0d1e2f3';
const chat = a('page-context', 1_000, { path: `/chat/${CHAT}`, conversationId: CHAT });
const login = a('page-context', 2_000, { path: '/login', conversationId: null });

test('the sign-in is no place to go back to', () => {
  expect(workPlace([chat, login])).toBe(chat);
  expect(
    workPlace([chat, login, a('page-context', 3_000, { path: '/new', conversationId: null })])?.path,
  ).toBe('/new');
  expect(workPlace([login])).toBeUndefined();
});
