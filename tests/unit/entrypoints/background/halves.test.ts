import { expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { halfMemory } from '@/entrypoints/background/halves';
import { halfAnswers } from '@/utils/storage/items';

test('a read that fails empties nothing: what was kept stays, and is read again', async () => {
  fakeBrowser.reset();
  const now = Date.now();
  await halfMemory().keep('chat-1', { text: 'The tower is', at: now });
  const halves = halfMemory();
  vi.spyOn(halfAnswers, 'get').mockRejectedValueOnce(new Error('busy'));
  await expect(halves.of('chat-1')).rejects.toThrow();
  await halves.keep('chat-2', { text: 'Roses are', at: now + 1 });
  expect(await halves.of('chat-1')).toEqual({ text: 'The tower is', at: now });
  expect(new Set(Object.keys(await halfAnswers.get()))).toEqual(new Set(['chat-1', 'chat-2']));
});

test('what is older than seven days is there no more, though nothing has been kept since', async () => {
  fakeBrowser.reset();
  const halves = halfMemory();
  await halves.keep('chat-1', { text: 'The tower is', at: Date.now() - 7 * 24 * 60 * 60_000 });
  expect(await halves.of('chat-1')).toBeNull();
});
