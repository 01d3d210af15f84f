import { expect, test, vi } from 'vitest';

vi.mock('@/utils/browser/i18n', () => import('../words'));

const { doneWords } = await import('@/components/words');
const { causeWords, guideWords, phaseWords } = await import('@/components/fix-words');
const { causeOf } = await import('@/utils/diagnosis/causes');

test('what was done, and how', () => {
  expect(doneWords('new-chat')).toBe('You are in a new chat. The old one stays as it was.');
  expect(doneWords('new-chat', 'file')).toContain('attached as a file');
  expect(doneWords('new-chat', 'smoke')).toBe(doneWords('new-chat'));
  expect(doneWords('clear-site-cache', 'firefox')).toContain('Firefox can’t'.replace('’', "'"));
});

test('steps that a newer version has stored are left out', () => {
  expect(guideWords(['wifi', 'no_such_step'])).toHaveLength(1);
});

test('each phase of the playbook', () => {
  for (const phase of ['offering', 'doing', 'observing', 'asking', 'helped', 'exhausted'])
    expect(phaseWords(phase)).not.toBe('');
});

test('what is this?', () => {
  const cause = causeOf({ id: 'down', code: '529', reason: 'crowd_down' });
  expect(cause && causeWords(cause)).toMatchObject({
    what: expect.stringMatching(/^529: /),
    avoid: expect.arrayContaining([expect.stringContaining('bigger plan')]),
  });
});
