/** Works on all items, `width` at a time, in their order. */
export async function inLanes<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const left = items.values();
  const lane = async (): Promise<void> => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: width }, lane));
}

export interface Gate {
  readonly close: () => void;
  readonly open: () => void;
  /** Resolves while it is open. */
  readonly passed: () => Promise<void>;
}

export function createGate(): Gate {
  let isClosed = false;
  const waiting: (() => void)[] = [];
  return {
    close: () => {
      isClosed = true;
    },
    open: () => {
      isClosed = false;
      for (const go of waiting.splice(0)) go();
    },
    passed: () => (isClosed ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve()),
  };
}
