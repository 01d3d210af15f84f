import { expect, test } from 'vitest';
import { pageDraftAt } from '@/utils/claude/page-draft';
import rows from '../../../fixtures/claude/page-draft.json';

test.each(rows)('$name', ({ stored, at }) => {
  const getItem = (key: string) => (key === 'LSS-new-conversation:textInput' ? stored : null);
  expect(pageDraftAt({ getItem })).toBe(at);
});

test('a page that may keep nothing', () => {
  const getItem = () => {
    throw new Error('denied');
  };
  expect(pageDraftAt({ getItem })).toBeNull();
});
