// @vitest-environment happy-dom
import { cleanup, fireEvent, render, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { LibraryView } from '@/components/library/LibraryView';
import everyBlock from '@/tests/fixtures/conversations/every-block.json';
import { axeViolations } from '../axe';
import { find, given, NOW, reading, snapshot } from './given';

vi.mock('@/utils/browser/i18n', async () => import('../../words'));
afterEach(cleanup);

const article = (): string => find('article').textContent ?? '';

const message = (number: number, parent: number, sender: string, text: string) => ({
  ...{ uuid: `m${number}`, sender, content: [{ type: 'text', text }] },
  parent_message_uuid: parent === 0 ? '00000000-0000-4000-8000-000000000000' : `m${parent}`,
});
const chat = (messages: readonly object[], leaf: string) => ({
  ...{ uuid: 'c', name: 'Chat', current_leaf_message_uuid: leaf },
  chat_messages: messages,
});
const ASKED_TWICE = chat(
  [message(1, 0, 'human', 'One'), message(2, 1, 'assistant', 'Two'), message(3, 1, 'assistant', 'Two again')],
  'm3',
);

describe('where a copy is from', () => {
  test.each([
    ['api', true, 'From claude.ai. Complete.'],
    ['page-cache', true, 'What the page or the browser had kept of it. Complete.'],
    ['stream', false, 'as much of the answer as had arrived. Something may be missing.'],
    ['dom', false, 'What the page showed, while Claude was failing. Something may be missing.'],
    ['import', true, 'Brought in from a file. Complete.'],
  ] as const)('%s, whole %s', (source, whole, words) => {
    render(
      <LibraryView {...given({ reading: reading(everyBlock, { snapshot: snapshot({ source, whole }) }) })} />,
    );
    expect(find('.source').textContent).toContain(words);
  });

  test('that claude.ai has deleted it, and that the copy stays', () => {
    render(<LibraryView {...given({ reading: reading(everyBlock, { goneAt: NOW }) })} />);
    expect(find('[data-gone]').textContent).toContain('Your copy stays.');
  });
});

describe('what can be done with a chat', () => {
  test('it is exported in the format that was chosen', () => {
    const onExport = vi.fn();
    render(<LibraryView {...given({ reading: reading(), onExport })} />);
    fireEvent.change(find('select[name="format"]'), { target: { value: 'html' } });
    fireEvent.click(find('article [data-action="export"]'));
    expect(onExport.mock.calls).toEqual([[[snapshot().conversationId], 'html']]);
  });

  test('it is deleted only after the answer; no new copies of it are kept, unless that is unticked', async () => {
    const onDelete = vi.fn();
    const props = given({ reading: reading(), onDelete });
    render(<LibraryView {...props} />);
    const { conversationId } = snapshot();
    const ask = () => fireEvent.click(find('[data-action="delete-chat"]'));
    ask();
    expect(find('.question legend').textContent).toMatch(
      /All versions.*no other chat uses.*claude\.ai.*stay/,
    );
    expect(await axeViolations(document.body)).toEqual([]);
    fireEvent.click(find('[data-action="cancel"]'));
    expect(onDelete).not.toHaveBeenCalled();
    ask();
    fireEvent.click(find('[data-action="confirm"]'));
    expect(onDelete).toHaveBeenLastCalledWith(conversationId, true);
    ask();
    fireEvent.click(find('[name="leave-out"]'));
    fireEvent.click(find('[data-action="confirm"]'));
    expect(onDelete).toHaveBeenLastCalledWith(conversationId, false);
  });

  test.each(['deleted', 'delete-busy', 'not-deleted'] as const)('%s is said', (kind) => {
    render(<LibraryView {...given({ news: { kind } })} />);
    expect(find('[role="status"]').textContent).toMatch(/\w+\./);
  });

  test('it is left out of what is kept by itself, and taken in again', () => {
    const onLeaveOut = vi.fn();
    const props = given({ reading: reading(), automatic: true, onLeaveOut });
    const { rerender } = render(<LibraryView {...props} />);
    fireEvent.click(find('[data-setting="keepThisChat"]'));
    const id = snapshot().conversationId;
    rerender(<LibraryView {...props} leftOut={[id]} />);
    fireEvent.click(find('[data-setting="keepThisChat"]'));
    expect(onLeaveOut.mock.calls).toEqual([
      [id, true],
      [id, false],
    ]);
  });

  test('nothing is offered to keep while nothing is kept by itself', () => {
    render(<LibraryView {...given({ reading: reading(), automatic: false })} />);
    expect(document.querySelector('[data-setting="keepThisChat"]')).toBeNull();
  });
});

describe('forks', () => {
  test('each version names its place and leads to the others', () => {
    render(<LibraryView {...given({ reading: reading(ASKED_TWICE) })} />);
    const scrolled: unknown[] = [];
    Element.prototype.scrollIntoView = function (this: Element) {
      scrolled.push(this.getAttribute('data-message'));
    };
    expect(find('[data-fork="3"]').textContent).toContain('Version 2 of 2');
    expect((find('[data-fork="3"] [data-action="version-after"]') as HTMLButtonElement).disabled).toBe(true);
    fireEvent.click(find('[data-fork="3"] [data-action="version-before"]'));
    expect(scrolled).toEqual(['2']);
    expect(document.activeElement?.getAttribute('data-message')).toBe('2');
  });

  test('a branch says where it leaves the chat', () => {
    render(<LibraryView {...given({ reading: reading(ASKED_TWICE) })} />);
    expect(find('.branch').textContent).toContain('Another branch, after message 1');
  });
});

test('a long chat comes in portions, and all of it at last', async () => {
  const messages = Array.from({ length: 95 }, (_, index) =>
    message(index + 1, index, index % 2 ? 'assistant' : 'human', `Text ${index}`),
  );
  render(<LibraryView {...given({ reading: reading(chat(messages, 'm95')) })} />);
  expect(document.querySelectorAll('.turn')).toHaveLength(10);
  await waitFor(() => expect(document.querySelectorAll('.turn')).toHaveLength(95));
});

test('of a text of megabytes the beginning is shown, and more at a click', () => {
  const text = 'word '.repeat(100_000);
  const props = given({ reading: reading(chat([message(1, 0, 'human', text)], 'm1')) });
  render(<LibraryView {...props} />);
  expect(find('.as-typed').textContent).toHaveLength(200_000);
  expect(find('[data-action="show-more-text"]').textContent).toContain('300,000');
  fireEvent.click(find('[data-action="show-more-text"]'));
  fireEvent.click(find('[data-action="show-more-text"]'));
  expect(find('.as-typed').textContent).toBe(text);
  expect(document.querySelector('[data-action="show-more-text"]')).toBeNull();
});

test('a fold with the searched words in it is open', () => {
  render(<LibraryView {...given({ reading: reading(), query: 'planning a search' })} />);
  const open = [...document.querySelectorAll<HTMLDetailsElement>('.fold')].filter((fold) => fold.open);
  expect(open.length).toBeLessThan(document.querySelectorAll('.fold').length);
  render(<LibraryView {...given({ reading: reading(), query: 'line 7' })} />);
  expect([...document.querySelectorAll<HTMLDetailsElement>('.fold')].some((fold) => fold.open)).toBe(true);
});

test('a block that nobody knows is shown with all that it holds', () => {
  const unknown = { type: 'hologram', depth: 3, words: 'kept as they came' };
  const strange = { ...message(1, 0, 'assistant', 'x'), content: [unknown, 'a bare text', 42] };
  render(<LibraryView {...given({ reading: reading(chat([strange], 'm1')) })} />);
  expect(article()).toContain('Unknown kind of block: hologram');
  for (const words of ['kept as they came', 'a bare text', '42']) expect(article()).toContain(words);
});

test('other versions of the chat can be opened; which one is shown is said', () => {
  const older = snapshot({ hash: 'fedcba9876543210', messageCount: 2, capturedAt: NOW - 9e6 });
  const props = given({ reading: reading(everyBlock, { versions: [snapshot(), older], isBest: false }) });
  render(<LibraryView {...props} />);
  const links = [...document.querySelectorAll('[data-version] a')].map((one) => one.getAttribute('href'));
  expect(links).toEqual([`#${older.conversationId}@abc`, `#${older.conversationId}@fedcba987654`]);
  expect(find('.notice a').getAttribute('href')).toBe(`#${older.conversationId}`);
});

test('no barrier with every fold open', async () => {
  const { container } = render(
    <LibraryView
      {...given({ reading: reading(everyBlock, { goneAt: NOW }), automatic: true, query: 'line' })}
    />,
  );
  for (const fold of container.querySelectorAll('details')) {
    fold.open = true;
    fold.dispatchEvent(new Event('toggle'));
  }
  expect(await axeViolations(container)).toEqual([]);
});
