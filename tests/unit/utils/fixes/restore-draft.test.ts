import { expect, test } from 'vitest';
import { restoreDraft } from '@/utils/fixes/restore-draft';
import { CHAT, context, draft, knowing } from './given';

test.each(['typing', 'sent'] as const)(
  'puts a text that was %s back, to the character, over nothing',
  (state) => {
    expect(restoreDraft.plan(context({ draft: draft(state) }))).toEqual([
      { verb: 'fill-composer', text: 'How tall is it?\n  – in feet', replace: false, conversationId: CHAT },
    ]);
  },
);

test('is there only when there is a text', () => {
  expect(restoreDraft.available(context({ draft: draft() }))).toBe(true);
  expect(restoreDraft.available(context())).toBe(false);
  expect(restoreDraft.plan(context())).toEqual([]);
});

test('asks before it overwrites', () => {
  expect(restoreDraft.plan(knowing({ composer: 'other' }, { draft: draft() }))).toEqual([
    { verb: 'ask-to-replace' },
    { verb: 'fill-composer', text: draft().text, replace: true, conversationId: CHAT },
  ]);
});

test.each(['empty', null, undefined] as const)('overwrites nothing unasked: composer %s', (composer) => {
  const more = composer === undefined ? {} : { composer };
  expect(restoreDraft.plan(knowing(more, { draft: draft() }))).toEqual([
    { verb: 'fill-composer', text: draft().text, replace: false, conversationId: CHAT },
  ]);
});

test('is not there when the text stands there already', () => {
  expect(restoreDraft.available(knowing({ composer: 'same' }, { draft: draft() }))).toBe(false);
});

test('names the files that must be attached again', () => {
  const withFiles = { ...draft(), attachments: ['plan.png'] };
  expect(restoreDraft.plan(context({ draft: withFiles })).at(-1)).toEqual({
    verb: 'name-attachments',
    names: ['plan.png'],
  });
});
