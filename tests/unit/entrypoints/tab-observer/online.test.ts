// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest';
import { onlineWatch } from '@/entrypoints/tab-observer/online';
import type { Signal } from '@/utils/signals/types';
import { restore } from './restored';

test('what the browser says, once and when it changes; events that the page makes up say nothing', () => {
  const told: Signal[] = [];
  const onLine = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(true);
  const flood = () => {
    for (let count = 0; count < 10_000; count += 1)
      window.dispatchEvent(new Event(count % 2 ? 'online' : 'offline'));
  };
  onlineWatch((signal) => told.push(signal), new AbortController().signal);
  flood();
  expect(told).toMatchObject([{ kind: 'connectivity', online: true }]);
  onLine.mockReturnValue(false);
  flood();
  expect(told).toMatchObject([{ online: true }, { online: false }]);
});

test('once more when the page comes back as it was left', () => {
  const told: Signal[] = [];
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(true);
  onlineWatch((signal) => told.push(signal), new AbortController().signal);
  restore();
  expect(told).toMatchObject([{ online: true }, { online: true }]);
});
