// @vitest-environment happy-dom
import { cleanup, fireEvent, render } from '@testing-library/preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { LibraryView } from '@/components/library/LibraryView';
import { type BackupProgress, NOT_BEGUN } from '@/utils/library/run/backup-progress';
import { axeViolations } from '../axe';
import { find, given, reading, row, snapshot } from './given';

vi.mock('@/utils/browser/i18n', async () => import('../../words'));
afterEach(cleanup);

const progress = (more: Partial<BackupProgress>): BackupProgress => ({
  ...NOT_BEGUN,
  state: 'running',
  total: 40,
  done: 10,
  ...more,
});

describe('the list', () => {
  test('a row leads to its conversation and saves its copy', () => {
    const onSaveCopy = vi.fn();
    render(<LibraryView {...given({ onSaveCopy })} />);
    const id = snapshot().conversationId;
    expect(find(`[data-conversation="${id}"] a`).getAttribute('href')).toBe(`#${id}`);
    fireEvent.click(find(`[data-conversation="${id}"] [data-action="save-copy"]`));
    expect(onSaveCopy.mock.calls).toEqual([[id]]);
  });

  test('an empty library says what to do, in one sentence', () => {
    render(<LibraryView {...given({ rows: [], use: { conversations: 0, versions: 0, bytes: 0 } })} />);
    expect(document.querySelectorAll('.empty')).toHaveLength(1);
    expect(find('.empty').textContent).toContain('Nothing is saved yet.');
  });

  test('a search that finds nothing says so', () => {
    render(<LibraryView {...given({ rows: [], query: ' zebra ' })} />);
    expect(find('.empty').textContent).toBe('No saved conversation contains “zebra”.');
  });

  test('typing searches', () => {
    const onSearch = vi.fn();
    render(<LibraryView {...given({ onSearch })} />);
    fireEvent.input(find('input[type=search]'), { target: { value: 'boat' } });
    expect(onSearch.mock.calls).toEqual([['boat']]);
  });

  test('a title is text, whatever it holds', () => {
    render(<LibraryView {...given({ rows: [row({ title: '<img src=x onerror=alert(1)>' })] })} />);
    expect(document.querySelector('.rows img')).toBeNull();
    expect(find('.title').textContent).toBe('<img src=x onerror=alert(1)>');
  });
});

test('a chosen file is handed on, and can be chosen again', () => {
  const onImport = vi.fn();
  render(<LibraryView {...given({ onImport })} />);
  const input = find('input[type=file]') as HTMLInputElement;
  const file = new File(['{}'], 'backup.zip');
  Object.defineProperty(input, 'files', { value: [file] });
  fireEvent.change(input);
  expect(onImport.mock.calls).toEqual([[[file]]]);
});

describe('the reader', () => {
  test('shows every branch, and nothing as markup', () => {
    render(<LibraryView {...given({ reading: reading() })} />);
    const text = find('article').textContent ?? '';
    expect(text).toContain('Here it is.');
    expect(text).toContain('An answer on the branch that was left behind.');
    expect(text).toContain('<h1>Line 7</h1>');
    expect(document.querySelectorAll('.pages :is(h1, img, script), .pages :is(.text, pre) svg')).toHaveLength(
      0,
    );
  });

  test('how a message ended is said in words', () => {
    render(<LibraryView {...given({ reading: reading() })} />);
    expect(find('article').textContent).toContain('Stopped by you.');
  });

  test('only web addresses become links', () => {
    const links = ['https://a.example/', 'javascript:alert(1)'].map((url, index) => ({
      number: index + 1,
      url,
      title: url,
      quote: '',
    }));
    const turn = {
      id: 'm',
      number: 1,
      sender: 'assistant' as const,
      at: null,
      parts: [{ kind: 'links' as const, links }],
      marks: [],
      versions: [],
    };
    render(
      <LibraryView
        {...given({
          reading: { ...reading(), lines: [{ forkedFrom: null, turns: [turn] }] },
        })}
      />,
    );
    const hrefs = [...document.querySelectorAll('.links a')].map((a) => a.getAttribute('href'));
    expect(hrefs).toEqual(['https://a.example/']);
  });

  test('an unknown address and an unreadable copy are told apart', () => {
    const { rerender } = render(<LibraryView {...given({ reading: { state: 'gone' } })} />);
    expect(find('article').textContent).toContain("isn't in your library");
    rerender(<LibraryView {...given({ reading: { ...reading(), state: 'unreadable' } })} />);
    expect(find('article').textContent).toContain('its data is kept');
  });
});

describe('a full backup', () => {
  test('shows how much is done and how much is left', () => {
    render(<LibraryView {...given({ backup: progress({}) })} />);
    const bar = find('progress') as HTMLProgressElement;
    expect([bar.getAttribute('value'), bar.getAttribute('max')]).toEqual(['10', '40']);
    expect(find('.progress-text').textContent).toBe('10 of 40 chats, 30 left');
    expect(find('[data-action="back-up-all"]').hasAttribute('disabled')).toBe(true);
  });

  test('can be paused, gone on with and cancelled', () => {
    const [onPause, onResume, onCancel] = [vi.fn(), vi.fn(), vi.fn()];
    const props = given({ onPause, onResume, onCancel });
    const { rerender } = render(<LibraryView {...props} backup={progress({})} />);
    fireEvent.click(find('[data-action="pause"]'));
    rerender(<LibraryView {...props} backup={progress({ state: 'paused' })} />);
    expect(document.querySelector('[data-action="pause"]')).toBeNull();
    fireEvent.click(find('[data-action="resume"]'));
    fireEvent.click(find('[data-action="cancel"]'));
    expect([onPause, onResume, onCancel].map((spy) => spy.mock.calls.length)).toEqual([1, 1, 1]);
  });

  test.each([
    [progress({ state: 'listing' }), 'Looking up your chats…'],
    [
      progress({ state: 'done', done: 40 }),
      'Done: all 40 chats are saved. The ZIP is in your downloads folder.',
    ],
    [progress({ state: 'stopped', stoppedBy: 'challenge' }), 'Cloudflare'],
    [progress({ state: 'stopped', stoppedBy: 'signed-out' }), 'signed out'],
    [progress({ state: 'stopped', stoppedBy: 'too-large' }), '(too-large)'],
  ])('says how it stands: %#', (backup, words) => {
    render(<LibraryView {...given({ backup, backupSaved: true })} />);
    expect(find('.progress-text').textContent).toContain(words);
  });

  test('names what failed, and never calls that done', () => {
    const problems = [{ conversationId: 'x', title: 'Lost one', kind: 'not-captured' as const, why: 'http' }];
    render(<LibraryView {...given({ backup: progress({ state: 'done', done: 40, problems }) })} />);
    expect(find('.progress-text').textContent).toBe('Done: 39 of 40 chats are up to date.');
    expect(find('.problems').textContent).toContain('Lost one');
  });
});

test.each([
  ['empty', given({ rows: [], use: { conversations: 0, versions: 0, bytes: 0 } })],
  ['reading', given({ reading: reading() })],
  ['busy', given({ backup: progress({}) })],
])('no barrier when %s', async (_name, props) => {
  const { container } = render(<LibraryView {...props} />);
  expect(await axeViolations(container)).toEqual([]);
});
