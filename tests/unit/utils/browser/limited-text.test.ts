import { expect, test, vi } from 'vitest';
import { limitedText } from '@/utils/browser/limited-text';

/** `pieces`: how many of ten letters there are; told when somebody stops reading. */
function answer(pieces: number, cancelled = () => {}): { response: Response; read: () => number } {
  let sent = 0;
  const body = new ReadableStream({
    pull: (controller) => {
      if (sent === pieces) return controller.close();
      sent += 1;
      controller.enqueue(new TextEncoder().encode('0123456789'));
    },
    cancel: cancelled,
  });
  return { response: new Response(body), read: () => sent };
}

test('a short answer is read to its end', async () => {
  expect(await limitedText(answer(3).response, 30)).toEqual({ text: '0123456789'.repeat(3), isWhole: true });
  expect(await limitedText(new Response(null), 30)).toEqual({ text: '', isWhole: true });
});

test('one that goes on and on is read as far as it may have to say something, and let go', async () => {
  const cancelled = vi.fn();
  const { response, read } = answer(Number.POSITIVE_INFINITY, cancelled);
  expect(await limitedText(response, 25)).toEqual({ text: '0123456789012345678901234', isWhole: false });
  expect(cancelled).toHaveBeenCalledOnce();
  expect(read()).toBeLessThan(6);
});

test('letters of several bytes are put together again across pieces', async () => {
  const bytes = new TextEncoder().encode('añ😀');
  const body = new ReadableStream({
    start: (controller) => {
      for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
      controller.close();
    },
  });
  expect(await limitedText(new Response(body), 30)).toEqual({ text: 'añ😀', isWhole: true });
});
