import * as z from 'zod/mini';
import { defineItem, type Item, type ItemOptions, inTurn } from './item';

/** What the user would miss: it outlives a disk that takes no more. */
export interface KeptItem<T> extends Item<T> {
  /** Writes what a full disk has left unwritten, if there is any. True: it still isn't written. */
  readonly settle: () => Promise<boolean>;
}

/** Where the session's area holds what could not be written; utils/storage/kept-changes names them too. */
const unwrittenOf = (key: string): string => `${key}:unwritten`;

/**
 * A value of the local area that goes to the session's, which is memory, where the disk doesn't take it. What stands there is
 * newer and is read first, until a write succeeds. It is gone with the browser's end: memory is all there is on a full disk.
 */
export function defineKept<T>(options: ItemOptions<T>): KeptItem<T> {
  const disk = defineItem(options);
  const memory = defineItem<T | null>({
    area: 'session',
    key: unwrittenOf(options.key),
    version: options.version,
    schema: z.nullable(options.schema),
    fallback: null,
  });
  const owed = (): Promise<T | null> => memory.get().catch(() => null);
  const get = async (): Promise<T> => {
    const written = disk.get();
    written.catch(() => undefined); // who reads it hears of it; where there is something newer nobody does
    return (await owed()) ?? written;
  };
  const write = async (value: T): Promise<boolean> => {
    const isOwed = (await owed()) !== null;
    // First: an end in between must not leave something older to be read.
    if (isOwed) await memory.set(value);
    try {
      await disk.set(value);
    } catch (error) {
      if (!isOwed) await memory.set(value).catch(() => Promise.reject(error));
      return false;
    }
    if (isOwed) await memory.set(null);
    return true;
  };
  const turn = inTurn();
  return {
    get,
    set: (value) => turn(async () => void (await write(value))),
    update: (change) =>
      turn(async () => {
        const before = await get();
        const value = change(before);
        if (value !== before) await write(value);
        return value;
      }),
    isNewer: disk.isNewer,
    settle: () =>
      turn(async () => {
        const value = await owed();
        if (value === null || (await write(value))) return false;
        return !(await write(value)); // Firefox 153 fails once more after there is room
      }),
  };
}
