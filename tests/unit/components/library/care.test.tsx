// @vitest-environment happy-dom
import { cleanup, fireEvent, render } from '@testing-library/preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { LibraryView } from '@/components/library/LibraryView';
import { NOT_BEGUN } from '@/utils/library/run/backup-progress';
import { axeViolations } from '../axe';
import { find, given, NOW } from './given';

vi.mock('@/utils/browser/i18n', async () => import('../../words'));
afterEach(cleanup);

const checked = {
  ...({ state: 'done', depth: 'full', conversations: 40, versions: 41, projects: 1, files: 0 } as const),
  ...{ objects: 42, bytes: 9, unused: 0, damage: [] },
};
const imported = {
  ...({ state: 'done', conversations: 9, added: 9, merged: 0, known: 0, projects: 0, files: 0 } as const),
  ...{ problems: [], moreProblems: 0, full: false },
};
const care = (): string => find('.care > p').textContent ?? '';

describe('how the library is kept', () => {
  test('its size, its versions, the browser’s promise and what is kept automatically', () => {
    const use = { conversations: 40, versions: 55, bytes: 44_000_000 };
    const { rerender } = render(<LibraryView {...given({ use, isProtected: true, automatic: true })} />);
    expect(care()).toMatch(/Conversations: 40, 44 MB/);
    expect(care()).toContain('Versions kept: 55.');
    expect(care()).toContain('The browser keeps it even when the disk gets full.');
    expect(care()).toContain('Each chat is kept automatically after an answer.');
    rerender(<LibraryView {...given({ use, isProtected: false, automatic: false })} />);
    expect(care()).toContain('save a copy now and then');
    expect(care()).toContain("Chats aren't kept automatically.");
  });

  test('nothing is claimed before it is known', () => {
    render(<LibraryView {...given()} />);
    expect(document.querySelector('[data-protected], [data-automatic]')).toBeNull();
  });
});

describe('the check', () => {
  test.each([
    ['check', 'quick'],
    ['check-all', 'full'],
  ])('%s asks for a %s one, and for no second beside it', (action, depth) => {
    const onCheck = vi.fn();
    const { rerender } = render(<LibraryView {...given({ onCheck })} />);
    fireEvent.click(find(`[data-action="${action}"]`));
    rerender(<LibraryView {...given({ onCheck, check: { state: 'running', done: 1, total: 3 } })} />);
    fireEvent.click(find(`[data-action="${action}"]`));
    expect(onCheck.mock.calls).toEqual([[depth]]);
    expect(find('.check [role=status]').textContent).toBe('Checking: 1 of 3');
  });

  test.each([
    [checked, 'All well: 40 conversations, 42 stored payloads and files read and compared byte for byte.'],
    [{ ...checked, depth: 'quick' as const }, 'All there: 40 conversations, 42 stored'],
    [{ state: 'failed' as const }, 'could not be finished'],
  ])('says how much it looked at: %#', (check, words) => {
    render(<LibraryView {...given({ check })} />);
    expect(find('.check').textContent).toContain(words);
  });

  test('names each chat that is damaged', () => {
    const one = { what: 'changed', kind: 'conversation', id: 'c1', title: 'Names for a boat' } as const;
    const damage = [{ ...one, hash: 'abcdef1234567890', capturedAt: 0 }];
    render(<LibraryView {...given({ check: { ...checked, damage } })} />);
    expect(find('.check p').textContent).toContain('Damaged: 1.');
    expect(find('[data-mend]').textContent).toMatch(/^“Back up everything” gets them from Claude again/);
    expect(find('[data-damaged="c1"]').textContent).toBe(
      "“Names for a boat”: its data isn't what was saved. abcdef123456",
    );
  });
});

describe('a backup that was brought in', () => {
  test.each([
    [imported, 'Conversations: 9, of these new: 9.'],
    [{ ...imported, added: 2, merged: 3, known: 4 }, 'new: 2, other versions: 3, already here: 4.'],
    [{ ...imported, added: 0, known: 9 }, 'All 9 conversations of the file were in your library already.'],
    [{ ...imported, conversations: 0, added: 0 }, 'holds no conversations'],
    [{ ...imported, conversations: 0, projects: 2 }, 'Projects: 2, files: 0.'],
    [{ ...imported, full: true }, 'The disk is full. Nothing that was saved is lost.'],
    [{ state: 'failed' as const }, 'What was brought in stays'],
    [{ state: 'running' as const, done: 1, total: 2, conversations: 7 }, 'so far: 7'],
  ])('says what came of it: %#', (state, words) => {
    render(<LibraryView {...given({ imported: state })} />);
    expect(find('.import').textContent).toContain(words);
  });

  test('one line for each thing that could not be read', () => {
    const problem = { file: 'a.zip', where: '../x.json', title: '', what: 'unsafe-name' } as const;
    render(<LibraryView {...given({ imported: { ...imported, problems: [problem], moreProblems: 3 } })} />);
    expect([...document.querySelectorAll('.import li')].map((one) => one.textContent)).toEqual([
      'a.zip · ../x.json: a name that leads out of the file, left out.',
      'Further ones: 3',
    ]);
  });
});

describe('the pace of a backup', () => {
  const running = { ...NOT_BEGUN, state: 'running' as const, total: 40, done: 10 };
  test.each([
    [{ perMinute: 118.6, leftMs: 95_000 }, '119 a minute, 2 minutes left'],
    [
      { waitingUntil: NOW + 20_000, perMinute: 9, leftMs: 9 },
      'Claude asked to wait. Going on in 20 seconds.',
    ],
    [{ done: 40, projects: { done: 1, total: 3 } }, 'Projects: 1 of 3'],
  ])('%#', (more, words) => {
    render(<LibraryView {...given({ backup: { ...running, ...more } })} />);
    expect(find('.pace').textContent?.trim()).toBe(words);
  });

  test('a project that could not be had is no chat less', () => {
    const problems = [
      { conversationId: 'p', title: 'Garden', kind: 'project-incomplete' as const, why: 'http' },
      { conversationId: 'c', title: 'A', kind: 'not-captured' as const, why: 'http' },
      { conversationId: 'c', title: 'A', kind: 'not-captured' as const, why: 'http' },
    ];
    render(<LibraryView {...given({ backup: { ...running, state: 'done', done: 40, problems } })} />);
    expect(find('.progress-text').textContent).toBe('Done: 39 of 40 chats are up to date.');
  });
});

test('no barrier with all of it at once', async () => {
  const backup = { ...NOT_BEGUN, state: 'paused' as const, total: 3, done: 1 };
  const check = { state: 'running', done: 1, total: 3 } as const;
  const props = given({
    check,
    imported,
    backup,
    isProtected: false,
    automatic: true,
    saving: { done: 1, total: 2 },
  });
  const { container } = render(<LibraryView {...props} />);
  expect(await axeViolations(container)).toEqual([]);
});
