import { expect, test, vi } from 'vitest';
import { handlersOf } from '@/entrypoints/background/handlers';
import { a } from '../../utils/signals/given';

test('signals have an answer once they are saved: a worker that dies before that is told them again', async () => {
  let save = (): void => undefined;
  const saved = new Promise<void>((resolve) => {
    save = resolve;
  });
  const hub = { report: vi.fn() };
  const parts = { hub, records: { saved: () => saved }, autoBackup: { heard: vi.fn() } };
  const report = handlersOf(parts as never)['report-signals'];
  const answered = vi.fn();
  const caller = { kind: 'tab', tabId: 7, isPrivate: false } as const;
  const telling = Promise.resolve(report?.({ signals: [a('banner', 5)] }, caller)).then(answered);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(hub.report).toHaveBeenCalledOnce();
  expect(answered).not.toHaveBeenCalled();
  save();
  await telling;
  expect(answered).toHaveBeenCalledOnce();
});
