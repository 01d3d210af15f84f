import { expect, test } from 'vitest';
import { tryPrivateWindow } from '@/utils/fixes/try-private-window';
import { CHAT, context, knowing, stepsOf } from './given';

const guideOf = (given: ReturnType<typeof context>) =>
  stepsOf(tryPrivateWindow, given).flatMap((step) => (step.verb === 'show-steps' ? step.guide : []));

test('opens one with the same chat where the browser lets it', () => {
  expect(stepsOf(tryPrivateWindow, knowing({ opensPrivate: true }))[0]).toEqual({
    verb: 'open-private-window',
    path: `/chat/${CHAT}`,
  });
});

test.each([knowing({ opensPrivate: false }), context()])('else says how to open it by hand', (given) => {
  expect(stepsOf(tryPrivateWindow, given)).toHaveLength(1);
  expect(guideOf(given)[0]).toBe('private_open');
});

test('says what either result means', () => {
  for (const given of [knowing({ opensPrivate: true }), context()])
    expect(guideOf(given)).toEqual(expect.arrayContaining(['private_works', 'private_fails']));
});
