import { expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { halfMemory } from '@/entrypoints/background/halves';
import { halfAnswers } from '@/utils/storage/items';

test('a read that fails empties nothing: what was kept stays, and is read again', async () => {
  fakeBrowser.reset();
  await halfMemory().keep('chat-1', { text: 'The tower is', at: 1 });
  const halves = halfMemory();
  vi.spyOn(halfAnswers, 'get').mockRejectedValueOnce(new Error('busy'));
  await expect(halves.of('chat-1')).rejects.toThrow();
  await halves.keep('chat-2', { text: 'Roses are', at: 2 });
  expect(await halves.of('chat-1')).toEqual({ text: 'The tower is', at: 1 });
  expect(new Set(Object.keys(await halfAnswers.get()))).toEqual(new Set(['chat-1', 'chat-2']));
});
