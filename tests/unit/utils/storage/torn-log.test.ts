import { describe, expect, test, vi } from 'vitest';
import { createTornLog, type LogState } from '@/utils/storage/torn-log';

const full = (): Error => new DOMException('no room', 'QuotaExceededError');

/** `state`: what all of the extension know; 'none': a worker, which can't be told. */
function given({ state, roomFor = 100 }: { state?: LogState | 'none'; roomFor?: number } = {}) {
  const all = { state, roomFor };
  const fill = vi.fn(() => Promise.resolve());
  const log = createTornLog({
    read: async () => {
      if (all.state === 'none') throw new TypeError('no storage');
      return all.state;
    },
    write: async (next) => {
      if (all.state === 'none') throw new TypeError('no storage');
      all.state = next;
    },
    fill,
    room: { toKeep: () => (all.roomFor < 64 ? Promise.reject(full()) : Promise.resolve()) },
  });
  const open = async (isUnfinished = false) => log.opened(await log.opening(), async () => isUnfinished);
  return { all, log, fill, open };
}

describe('a database that was closed under our hands', () => {
  test.each(['ok', 'none'] as const)('is mended in the next opening, once (%s)', async (state) => {
    const { log, open, fill } = given({ state });
    await open(true);
    expect(fill).not.toHaveBeenCalled();
    await log.note();
    await open();
    await open();
    expect(fill).toHaveBeenCalledOnce();
  });

  test('also by whoever opens it next', async () => {
    const first = given({ state: 'ok' });
    await first.log.note();
    const { open, fill, all } = given({ state: first.all.state });
    await open();
    expect([fill.mock.calls.length, all.state]).toEqual([1, 'ok']);
  });

  test('is not opened before there is room to mend it', async () => {
    const { log, open, fill, all } = given({ state: 'ok', roomFor: 20 });
    await log.note();
    await expect(log.opening()).rejects.toThrow('no room');
    all.roomFor = 100;
    fill.mockRejectedValueOnce(full());
    await expect(open()).rejects.toThrow('no room');
    await open();
    expect(fill).toHaveBeenCalledTimes(2);
  });

  test('opens though it can not be mended for another reason, and is tried again', async () => {
    const { log, open, fill } = given({ state: 'ok' });
    await log.note();
    fill.mockRejectedValueOnce(new Error('blocked'));
    await open();
    await open();
    expect(fill).toHaveBeenCalledTimes(2);
  });
});

describe('the first opening since the browser began', () => {
  test('where a backup was left in the middle it is mended, once', async () => {
    const { open, fill } = given();
    await open(true);
    await open(true);
    expect(fill).toHaveBeenCalledOnce();
  });

  test('else not', async () => {
    const { open, fill, all } = given();
    await open(false);
    expect([fill.mock.calls.length, all.state]).toEqual([0, 'ok']);
  });

  test('on a nearly full disk what may be whole is opened all the same, and mended later', async () => {
    const { open, fill, all } = given({ roomFor: 20 });
    await open(true);
    expect(fill).not.toHaveBeenCalled();
    all.roomFor = 100;
    await open(true);
    expect(fill).toHaveBeenCalledOnce();
  });

  test('a record of the backup that can not be read keeps nobody from the library', async () => {
    const { log, fill } = given();
    await log.opened(await log.opening(), () => Promise.reject(new DOMException('disk', 'UnknownError')));
    expect(fill).not.toHaveBeenCalled();
  });

  test('garbage in the place of the mark is as none', async () => {
    const { open, fill } = given({ state: { strange: true } as never });
    await open(false);
    expect(fill).not.toHaveBeenCalled();
  });
});
