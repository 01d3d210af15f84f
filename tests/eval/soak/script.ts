/** The background's script in a life of its own: its globals are the machine's, and its maps can be looked into. */
import { runInThisContext } from 'node:vm';
import * as indexedDb from 'fake-indexeddb';
import { type IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { Random } from '../random.ts';
import type { SoakClock, Stillness } from './clock.ts';
import { type Life, never } from './lives.ts';

export interface ScriptParts {
  readonly clock: SoakClock;
  readonly still: Stillness;
  readonly random: Random;
  readonly disk: IDBFactory;
  readonly apiOf: (life: Life) => object;
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  /** Something of the script's went wrong, and nobody caught it. */
  readonly complained: (what: string) => void;
}

/** Maps and sets of the life that runs, to see what they hold. */
type Held = Set<WeakRef<Map<unknown, unknown> | Set<unknown>>>;

export interface Script {
  readonly run: (life: Life) => void;
  readonly held: () => Held;
}

/** `code`: a script that begins by itself when it is run. */
export function backgroundScript(code: string, parts: ScriptParts): Script {
  let script: ((...globals: unknown[]) => void) | undefined;
  let held: Held = new Set();
  return {
    run: (life) => {
      held = new Set();
      const globals = globalsOf(parts, life, held);
      const names = Object.keys(globals).join(', ');
      script ??= runInThisContext(`(function (${names}) {\n${code}\n})`, { filename: 'background.js' });
      script?.(...Object.values(globals));
    },
    held: () => held,
  };
}

/** Most maps live for a moment, and each look of the collector's goes through all that are listed. */
const LISTED = 2_000;

/** Node's own has no equal here: what is long gone is let go. */
function trackedMaps(held: Held) {
  let most = LISTED;
  const list = (made: Map<unknown, unknown> | Set<unknown>): void => {
    held.add(new WeakRef(made));
    if (held.size < most) return;
    for (const ref of held) if (ref.deref() === undefined) held.delete(ref);
    most = held.size * 2 + LISTED;
  };
  class TrackedMap<K, V> extends Map<K, V> {
    constructor(entries?: Iterable<readonly [K, V]> | null) {
      super(entries);
      list(this);
    }
  }
  class TrackedSet<T> extends Set<T> {
    constructor(values?: Iterable<T> | null) {
      super(values);
      list(this);
    }
  }
  return { Map: TrackedMap, Set: TrackedSet };
}

function clocked({ clock }: ScriptParts) {
  return class extends Date {
    constructor(...parts: [number?]) {
      super(...((parts.length > 0 ? parts : [clock.now()]) as [number]));
    }
    static override now(): number {
      return clock.now();
    }
  };
}

function timersOf({ clock, still }: ScriptParts, life: Life) {
  const set =
    (repeats: boolean) =>
    (run: (...parts: unknown[]) => void, ms = 0, ...rest: unknown[]): number => {
      still.stir();
      return life.isOver ? 0 : clock.later(life, ms, () => run(...rest), repeats);
    };
  return {
    setTimeout: set(false),
    setInterval: set(true),
    clearTimeout: clock.clear,
    clearInterval: clock.clear,
  };
}

function globalsOf(parts: ScriptParts, life: Life, held: Held): Record<string, unknown> {
  const { clock, still, random, disk } = parts;
  const api = parts.apiOf(life);
  const limit = (ms: number): AbortSignal => {
    const control = new AbortController();
    clock.later(life, ms, () => control.abort(new DOMException('timed out', 'TimeoutError')));
    return control.signal;
  };
  const complain = (...words: unknown[]): void => parts.complained(words.map(String).join(' '));
  const seededMath = Object.create(Math, { random: { value: random.next } });
  const { subtle } = crypto;
  const globals: Record<string, unknown> = {
    ...{ browser: api, chrome: api, ...timersOf(parts, life), ...trackedMaps(held) },
    Date: clocked(parts),
    Math: seededMath,
    fetch: (url: string, init?: RequestInit) => (life.isOver ? never : parts.fetch(url, init)),
    AbortSignal: { timeout: limit, any: AbortSignal.any.bind(AbortSignal) },
    crypto: {
      randomUUID: () => crypto.randomUUID(),
      subtle: { digest: (name: string, bytes: BufferSource) => still.during(subtle.digest(name, bytes)) },
    },
    console: { ...console, warn: () => undefined, error: complain },
    BroadcastChannel: class {
      postMessage(): void {}
      addEventListener(): void {}
      close(): void {}
    },
    navigator: {
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36',
      onLine: true,
      locks: { request: (_: string, __: unknown, work: (lock: object) => unknown) => work({}) },
    },
    ...databases(disk, still, life),
  };
  globals.globalThis = Object.create(globalThis, Object.getOwnPropertyDescriptors(globals));
  globals.self = globals.globalThis;
  return globals;
}

/** A life that has ended opens nothing more. */
function databases(disk: IDBFactory, still: Stillness, life: Life): Record<string, unknown> {
  const open = (name: string, version?: number): IDBOpenDBRequest => {
    still.stir();
    return life.isOver ? ({ addEventListener() {} } as never) : disk.open(name, version);
  };
  const classes = Object.entries(indexedDb).filter(([name]) => /^IDB[A-Z]/.test(name));
  return {
    ...Object.fromEntries(classes),
    IDBKeyRange,
    indexedDB: { open, deleteDatabase: disk.deleteDatabase.bind(disk), databases: disk.databases.bind(disk) },
  };
}
