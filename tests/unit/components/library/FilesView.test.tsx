// @vitest-environment happy-dom
import { cleanup, fireEvent, render } from '@testing-library/preact';
import { afterEach, expect, test, vi } from 'vitest';
import { FilesView } from '@/components/library/FilesView';
import { LibraryView } from '@/components/library/LibraryView';
import { NOT_BEGUN } from '@/utils/library/run/backup-progress';
import type { StoredFile } from '@/utils/library/types';
import { axeViolations } from '../axe';
import { find, given, reading } from './given';

vi.mock('@/utils/browser/i18n', async () => import('../../words'));
afterEach(cleanup);

const file = (more: Partial<StoredFile>): StoredFile => ({
  conversationId: 'c',
  fileId: more.name ?? 'f',
  name: 'a.png',
  kind: 'image',
  announcedSize: null,
  hash: 'abc',
  size: 2048,
  problem: null,
  capturedAt: 1,
  ...more,
});
const nothing = {
  files: [],
  named: 0,
  mayHaveMore: false,
  isFetching: false,
  locale: 'en',
  onFetch: () => {},
};

test('a chat without files shows nothing of them; one that may have some can be asked', () => {
  render(<FilesView {...nothing} />);
  expect(document.body.textContent).toBe('');
  render(<FilesView {...nothing} mayHaveMore />);
  expect(find('summary').textContent).toBe('Files: not asked for yet');
  expect(find('[data-action="keep-files"]').textContent).toBe('Get the files from claude.ai');
});

test('each file says whether it is here, stands in, or is missing and why', () => {
  const files = [
    file({ name: 'photo.png' }),
    file({ name: 'photo.preview.webp', kind: 'preview', problem: 'not-found' }),
    file({ name: 'sheet.csv', kind: 'upload', problem: 'wrong-size' }),
    file({ name: 'plot.svg', kind: 'sandbox', hash: null, size: 0, problem: 'not-found' }),
    file({ name: 'odd.bin', kind: 'sandbox', hash: null, size: 0, problem: 'storage' }),
  ];
  render(<FilesView {...nothing} files={files} named={5} />);
  expect(
    [...document.querySelectorAll('[data-file]')].map((one) => [
      one.getAttribute('data-state'),
      one.textContent?.replaceAll(/\s+/g, ' ').trim(),
    ]),
  ).toEqual([
    ['kept', 'photo.png 2 kB'],
    ['preview', "photo.preview.webp 2 kB smaller copy: the original can't be had"],
    ['kept', 'sheet.csv 2 kB has another size than it should'],
    ['missing', "plot.svg isn't there any more"],
    ['missing', "odd.bin can't be had (storage)"],
  ]);
});

test('a name that is markup stays text', () => {
  const name = '<img src=x onerror=alert(1)>.png';
  render(<FilesView {...nothing} files={[file({ name })]} named={1} />);
  expect(document.querySelector('img')).toBeNull();
  expect(find('[data-file]').textContent).toContain(name);
});

test('while they are fetched a second click does nothing', () => {
  const onFetch = vi.fn();
  const { rerender } = render(<FilesView {...nothing} named={1} onFetch={onFetch} />);
  fireEvent.click(find('[data-action="keep-files"]'));
  rerender(<FilesView {...nothing} named={1} isFetching onFetch={onFetch} />);
  fireEvent.click(find('[data-action="keep-files"]'));
  expect(onFetch).toHaveBeenCalledTimes(1);
  expect(find('[data-action="keep-files"]').textContent).toBe('Getting the files…');
});

test('whether a backup of everything takes files along is chosen beside its button', async () => {
  const onWithFiles = vi.fn();
  render(<LibraryView {...given({ onWithFiles, withFiles: true, reading: reading() })} />);
  const box = find('header input[name="files"]') as HTMLInputElement;
  expect(box.checked).toBe(true);
  fireEvent.click(box);
  expect(onWithFiles.mock.calls).toEqual([[false]]);
  expect(await axeViolations(document.body)).toEqual([]);
});

test('the backup says how far it is with the files, and what became of them', () => {
  const files = { done: 3, total: 40, kept: 12, missing: 0 };
  const running = { ...NOT_BEGUN, state: 'running' as const, total: 40, done: 40, files };
  const { rerender } = render(<LibraryView {...given({ backup: running })} />);
  expect(find('.progress-text').textContent).toContain('Now their files: 3 of 40 chats, 12 files kept');
  const done = { ...running, state: 'done' as const, files: { ...files, done: 40, missing: 2 } };
  rerender(<LibraryView {...given({ backup: done })} />);
  expect(find('.progress-text').textContent).toContain('Files kept: 12, not to be had: 2.');
});
