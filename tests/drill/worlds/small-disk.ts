import { execFileSync } from 'node:child_process';
import { closeSync, fsyncSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** A disk of its own that a test can fill to the last byte. */
export interface SmallDisk {
  readonly path: string;
  /** To the last byte. */
  readonly fill: () => void;
  /** Until so many MB are left. */
  readonly fillTo: (mb: number) => void;
  readonly free: () => void;
  readonly close: () => void;
}

const MB = 2 ** 20;

/** Both browsers leave an extension with `unlimitedStorage` all that the disk has: only a disk that is really full is full for it. */
export function smallDisk(folder: string, mb: number): SmallDisk {
  const path = join(folder, 'disk');
  mkdirSync(path);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mb}m`, 'tmpfs', path], { stdio: 'pipe' });
  } catch {
    throw new Error('A small disk has to be mounted for this: run it as root on Linux.');
  }
  const filler = join(path, 'filler');
  return {
    path,
    fill: () => {
      const file = openSync(filler, 'a');
      for (const size of [MB, 4096, 1]) writeUntilFull(file, Buffer.alloc(size, 1));
      closeSync(file);
      const { bavail } = statfsSync(path);
      if (bavail > 0) throw new Error(`the disk still has ${bavail} blocks`);
    },
    fillTo: (mb) => {
      const file = openSync(filler, 'a');
      const piece = Buffer.alloc(MB, 1);
      while (leftOn(path) > mb * MB) writeSync(file, piece);
      closeSync(file);
    },
    free: () => rmSync(filler, { force: true }),
    close: () => {
      try {
        execFileSync('umount', ['-l', path], { stdio: 'pipe' });
      } catch {
        // Gone with the machine.
      }
    },
  };
}

function leftOn(path: string): number {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
}

function writeUntilFull(file: number, piece: Buffer): void {
  try {
    for (;;) writeSync(file, piece);
  } catch {
    fsyncSync(file);
  }
}
