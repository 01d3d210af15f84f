// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import { conversationIdOf, isChatPath, organizationIn, readPlace } from '@/utils/claude/page-place';
import { SELECTORS } from '@/utils/claude/selectors';
import { documentOf, pageWith } from './page';

const ID = '01990a4e-7c21-7d3a-9f10-52b6c0d1e2f3';
const ORG = '0b6c2f1e-5a77-4d0e-9c1b-64d2f8a7e310';

test.each([
  [`/chat/${ID}`, ID],
  [`/chat/${ID.toUpperCase()}`, ID],
  [`/chat/${ID}/anything`, ID],
  ['/new', null],
  ['/chats', null],
  ['/chat/', null],
  ['/chat/not-an-id', null],
  [`/project/${ID}`, null],
  [`/share/${ID}`, null],
  [`/x/chat/${ID}`, null],
])('the chat at %s', (path, expected) => {
  expect(conversationIdOf(path)).toBe(expected);
});

test.each([
  [`lastActiveOrg=${ORG}`, ORG],
  [`a=1; lastActiveOrg=${ORG}; b=2`, ORG],
  [`a=1;lastActiveOrg=${ORG}`, ORG],
  [`notlastActiveOrg=${ORG}`, null],
  ['lastActiveOrg=', null],
  ['lastActiveOrg=../../etc', null],
  ['', null],
])('the organisation in "%s"', (cookies, expected) => {
  expect(organizationIn(cookies)).toBe(expected);
});

describe('the place', () => {
  test('of a chat', () => {
    expect(readPlace(pageWith(), `/chat/${ID}`)).toEqual({
      path: `/chat/${ID}`,
      conversationId: ID,
      organizationId: null,
      model: 'Opus 4.7',
    });
  });

  test('without its hooks', () => {
    expect(readPlace(documentOf('documents/app-empty.html'), '/new')).toEqual({
      path: '/new',
      conversationId: null,
      organizationId: null,
      model: null,
    });
  });

  test('is never longer than a path', () => {
    expect(readPlace(pageWith(), `/${'x'.repeat(5_000)}`).path).toHaveLength(300);
  });
});

test.each(['composer', 'send', 'model'] as const)(
  'the newest hook of %s is on the page of the fixture',
  (name) => {
    expect(pageWith().querySelectorAll(SELECTORS[name][0])).toHaveLength(1);
  },
);

test.each([
  ['/', true],
  ['/new', true],
  [`/chat/${ID}`, true],
  [`/project/${ID}`, true],
  ['/settings/profile', false],
  ['/recents', false],
  ['/login', false],
  ['/newsletter', false],
])('a message can be written at %s: %s', (path, expected) => expect(isChatPath(path)).toBe(expected));
