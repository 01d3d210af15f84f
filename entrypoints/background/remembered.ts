export interface Remembered<T> {
  readonly get: () => Promise<T>;
  /** Here only: to write it down is for the caller. Two who change it at once keep what both have changed. */
  readonly change: (step: (before: T) => T) => Promise<T>;
}

/** What is read once for the life of the worker. A read that fails is told, and made again by the next who asks. */
export function remembered<T>(read: () => Promise<T>): Remembered<T> {
  let memory: Promise<T> | undefined;
  const keep = (next: Promise<T>): Promise<T> => {
    memory = next;
    next.catch(() => {
      if (memory === next) memory = undefined;
    });
    return next;
  };
  const get = (): Promise<T> => memory ?? keep(read());
  return {
    get,
    change: async (step) => {
      await get();
      return keep(get().then(step));
    },
  };
}
