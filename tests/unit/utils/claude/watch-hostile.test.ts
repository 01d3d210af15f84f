import { afterEach, expect, test, vi } from 'vitest';
import { completionReader } from '@/utils/claude/completion-stream';
import { bytesOf } from './chunks';
import { LIST, POST, SEND, SSE, TIMELINE, watchedPage } from './watched';

const { then } = Promise.prototype;
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
const proto = Object.prototype as { get?: unknown };

/** The browser stands for many here that call `then` themselves. */
const calledByUs = (): boolean => new Error().stack?.split('\n')[3]?.includes('/utils/claude/') ?? false;

afterEach(() => {
  Object.defineProperty(Promise.prototype, 'then', { value: then, configurable: true, writable: true });
  delete proto.get;
  vi.restoreAllMocks();
});

const TEXT = 'event: message_start\ndata: {}\n\nevent: message_stop\ndata: {}\n\n';

test.each([
  ['a list', LIST, () => new Response('[]')],
  ['a reply', SEND, () => new Response(TEXT, SSE)],
  ['a failure', SEND, () => new Response('{}', { status: 529 })],
])('a page that replaces `then` is handed nothing of ours by %s', async (_, address, make) => {
  const answer = Promise.resolve(make());
  const { page, heard } = watchedPage(() => answer);
  const handed: unknown[] = [];
  const thief = function (this: Promise<unknown>, ...args: unknown[]) {
    if (calledByUs()) handed.push(...args);
    return Reflect.apply(then, this, args);
  };
  Object.defineProperty(Promise.prototype, 'then', { value: thief, configurable: true, writable: true });
  const reader = (await page.fetch(address, POST)).body?.getReader();
  void reader?.read();
  await settle();
  expect(handed).toEqual([]);
  await heard('response-received');
});

test('a page that replaces the arrays’ own methods is not handed the one who listens', () => {
  const tell = vi.fn();
  const read = completionReader(tell);
  const handed: unknown[] = [];
  const each = vi.spyOn(Array.prototype, 'forEach').mockImplementation((listener) => handed.push(listener));
  read(bytesOf(TEXT));
  each.mockRestore();
  expect(handed).toEqual([]);
  expect(tell).toHaveBeenCalledTimes(2);
});

test('a trap that the page puts on every object is never called: our own would be its `this`', async () => {
  const { page } = watchedPage(async () => new Response('[]'));
  const trap = vi.fn(() => 'trapped');
  Object.defineProperty(proto, 'get', { value: trap, configurable: true });
  const { name } = page.fetch;
  delete proto.get;
  expect(trap).not.toHaveBeenCalled();
  expect(name).not.toBe('trapped');
  await page.fetch(TIMELINE, POST);
});
