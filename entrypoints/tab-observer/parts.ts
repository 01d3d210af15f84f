/** Does nothing and says nothing, whatever it is asked. */
const IDLE = new Proxy({}, { get: () => () => undefined });

/** Runs it; undefined when it fails. */
export function attempt<R>(run: () => R): R | undefined {
  try {
    return run();
  } catch {
    return undefined; // storage that is blocked, a page that is odd: the other parts go on
  }
}

/** A part of the observer whose failure, when it is made or later, is its own. A call that fails answers undefined. */
export function part<T extends object>(make: () => T): T {
  const made = attempt(make);
  if (!made) return IDLE as T;
  const guarded = Object.entries(made).map(([name, run]: [string, (...args: unknown[]) => unknown]) => [
    name,
    (...args: unknown[]) => attempt(() => run(...args)),
  ]);
  return Object.fromEntries(guarded);
}
