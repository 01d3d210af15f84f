import { expect, test } from 'vitest';
import { restoreDraft } from '@/utils/fixes/restore-draft';
import { context, draft } from './given';

test.each(['typing', 'sent'] as const)(
  'puts a text that was %s back, to the character, over nothing',
  (state) => {
    expect(restoreDraft.plan(context({ draft: draft(state) }))).toEqual([
      { verb: 'fill-composer', text: 'How tall is it?\n  – in feet', replace: false },
    ]);
  },
);

test('is there only when there is a text', () => {
  expect(restoreDraft.available(context({ draft: draft() }))).toBe(true);
  expect(restoreDraft.available(context())).toBe(false);
  expect(restoreDraft.plan(context())).toEqual([]);
});
