import { afterEach, expect, test, vi } from 'vitest';
import { smallBody } from '@/utils/claude/small-body';
import { bytesOf } from './chunks';
import { openBody } from './watched';

type Bytes = ReadableStream<Uint8Array<ArrayBuffer>>;

afterEach(() => vi.useRealTimers());

test('a small one', async () => {
  const source = openBody();
  source.give(bytesOf('ab'), bytesOf('c'));
  source.close();
  expect(await smallBody(source.body as Bytes, 3)).toEqual(bytesOf('abc'));
});

test.each<[string, (source: ReturnType<typeof openBody>) => void]>([
  ['one that is larger', (source) => source.give(bytesOf('ab'), bytesOf('cd'))],
  ['one that breaks off', (source) => source.break(new TypeError('network error'))],
])('nothing of %s', async (_, tell) => {
  const source = openBody();
  tell(source);
  expect(await smallBody(source.body as Bytes, 3)).toEqual(new Uint8Array());
});

test('nothing of one that takes too long, which is not read on', async () => {
  vi.useFakeTimers();
  const source = openBody();
  source.give(bytesOf('ab'));
  const read = smallBody(source.body as Bytes, 3);
  await vi.advanceTimersByTimeAsync(2_100);
  expect(await read).toEqual(new Uint8Array());
  expect(source.cancelled).toHaveBeenCalledTimes(1);
});
