/**
 * What stays free on the disk. Our own writes never take the last of it, and on a full one there are none: a write that Chromium
 * breaks off there damages what is written after it, though it says that all is well, and may cost the whole database.
 * Seen: Chromium 156 on a small disk (2026-11): what is left for an extension with `unlimitedStorage` is what the disk has left,
 * to the MB. Firefox 153 names a share of the disk's size, however full it is, and undoes a write that finds no room.
 * When wrong: a backup stops as on a full disk where there is room, or a full disk is only met by the write itself.
 */
const MARGIN_BYTES = 64 * 2 ** 20;
/** A database is opened, and what is small is written, while there is this much: to stop a run must not need room for it. */
const LEAST_BYTES = 8 * 2 ** 20;

/**
 * The disk isn't asked oftener than this, nor after less. An answer takes 0.1 ms; a second is time enough for another program to take
 * all that was left while a backup writes.
 */
const ASK_EVERY_MS = 100;
const ASK_EVERY_BYTES = 16 * 2 ** 20;

export interface RoomEdges {
  /** Bytes; null where the browser doesn't tell. */
  readonly left: () => Promise<number | null>;
  readonly now: () => number;
}

export interface Room {
  /** Rejects as a full disk does, before anything is written, where so many bytes would leave too little. */
  readonly toKeep: (bytes: number) => Promise<void>;
  /** The same for what is small, and for opening a database. */
  readonly toNote: () => Promise<void>;
}

export function createRoom({ left, now }: RoomEdges): Room {
  let askedAt = Number.NEGATIVE_INFINITY;
  let taken = 0;
  let answer: Promise<number | null> = Promise.resolve(null);
  const need = async (bytes: number, margin: number): Promise<void> => {
    if (Math.abs(now() - askedAt) >= ASK_EVERY_MS || taken >= ASK_EVERY_BYTES) {
      askedAt = now();
      taken = 0;
      answer = left().catch(() => null);
    }
    taken += bytes;
    const then = await answer;
    if (then === null || then - taken >= margin) return;
    taken -= bytes;
    throw noRoom();
  };
  return {
    toKeep: (bytes) => need(bytes, MARGIN_BYTES),
    toNote: () => need(0, LEAST_BYTES),
  };
}

const noRoom = (): DOMException => new DOMException('The disk is nearly full.', 'QuotaExceededError');

async function leftOnDisk(): Promise<number | null> {
  const { storage } = navigator as Partial<Navigator>;
  if (import.meta.env.FIREFOX || !storage) return null;
  const { quota, usage } = await storage.estimate();
  return quota === undefined || usage === undefined ? null : quota - usage;
}

export const diskRoom: Room = createRoom({ left: leftOnDisk, now: Date.now });
