import { describe, expect, test } from 'vitest';
import { isFull } from '@/utils/library/full-disk';
import { createRoom } from '@/utils/storage/room';

const MB = 2 ** 20;

function disk(mb: number | null) {
  const world = { left: mb === null ? null : mb * MB, now: 1_000_000, asked: 0 };
  const room = createRoom({
    left: async () => {
      world.asked += 1;
      return world.left;
    },
    now: () => world.now,
  });
  return { world, room };
}

const outcome = (promise: Promise<void>): Promise<string> =>
  promise.then(
    () => 'room',
    (error: unknown) => (isFull(error) ? 'full' : String(error)),
  );

describe('what is kept leaves 64 MB', () => {
  test.each([
    [1_000, 10, 'room'],
    [75, 10, 'room'],
    [73, 10, 'full'],
    [64, 0, 'room'],
    [63, 0, 'full'],
    [0, 0, 'full'],
  ])('%d MB left, %d MB to write: %s', async (left, bytes, expected) => {
    expect(await outcome(disk(left).room.toKeep(bytes * MB))).toBe(expected);
  });

  test('what has been written since the disk was asked counts', async () => {
    const { world, room } = disk(70);
    expect(await outcome(room.toKeep(5 * MB))).toBe('room');
    expect(await outcome(room.toKeep(5 * MB))).toBe('full');
    expect(world.asked).toBe(1);
  });
});

test.each([
  [100, 'room'],
  [20, 'room'],
  [7, 'full'],
  [0, 'full'],
])('a note on a disk with %d MB left: %s', async (left, expected) => {
  expect(await outcome(disk(left).room.toNote())).toBe(expected);
});

describe('the disk is asked', () => {
  test('ten times a second, however many chats come', async () => {
    const { world, room } = disk(1_000);
    for (let chat = 0; chat < 200; chat += 1) {
      world.now += 10;
      await room.toKeep(20_000);
    }
    expect(world.asked).toBe(20);
  });

  test('again after 16 MB', async () => {
    const { world, room } = disk(1_000);
    for (let file = 0; file < 6; file += 1) await room.toKeep(8 * MB);
    expect(world.asked).toBe(3);
  });

  test('what was refused has taken nothing', async () => {
    const { room } = disk(70);
    expect(await outcome(room.toKeep(7 * MB))).toBe('full');
    expect(await outcome(room.toKeep(5 * MB))).toBe('room');
  });

  test('again a moment later: room that was made is found', async () => {
    const { world, room } = disk(0);
    expect(await outcome(room.toKeep(1))).toBe('full');
    world.left = 1_000 * MB;
    world.now += 100;
    expect(await outcome(room.toKeep(1))).toBe('room');
  });

  test('also when the clock was set back', async () => {
    const { world, room } = disk(1_000);
    await room.toKeep(1);
    world.left = 0;
    world.now -= 86_400_000;
    expect(await outcome(room.toKeep(1))).toBe('full');
  });
});

test('a browser that tells nothing, or fails to, keeps nobody from writing', async () => {
  expect(await outcome(disk(null).room.toKeep(100 * MB))).toBe('room');
  const failing = createRoom({ left: () => Promise.reject(new Error('no answer')), now: () => 0 });
  expect(await outcome(failing.toKeep(1))).toBe('room');
});
