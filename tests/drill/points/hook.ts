/** The n-th time, from 1, that it came to a place. */
export interface Death {
  readonly place: string;
  readonly time: number;
}

/** Where a life of the background may end. */
export interface Arming {
  /** By place: the time, from 1, from which on it dies there. */
  readonly among: Readonly<Record<string, number>>;
  /** It has come to so many places before that, whichever. */
  readonly after: number;
  /** What the one before was at, or heard when it was dead, as text. null: it is the first. */
  readonly spared: readonly string[] | null;
}

/**
 * Runs in front of the background's own script, sent as text: nothing from outside its body can be used. Counts what the background
 * waits for: each call to the browser or the network before it is made and after its answer has come, each timer and each request
 * of a database as it ends; each by its place, which is what it waits for and where in the script (`ownLines`: so many lines are
 * the hook's). At the first of the chosen places it goes still: nothing that it waits for ever comes, nothing that it hears
 * is heeded, what it was writing into a database is not written. The browser ends it a moment later.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: it is sent into the script as one text.
export function countAwaits(ownLines: number): void {
  // biome-ignore lint/suspicious/noExplicitAny: the browser's own objects, by name.
  type Anything = any;
  const world = globalThis as Anything;
  const api: Anything = world.browser ?? world.chrome;
  const wire = new BroadcastChannel('drill-points');
  const open = new Set<IDBTransaction>();
  let armed: Arming | null = null;
  let places: Record<string, number> = {};
  let passed = 0;
  let isDead = false;

  /** Lifeline says to its background what was not heard a second time, and not a third time: no two may die over one message. */
  const [EARLY_MS, OLD_MS] = [400, 3_000];
  const bornAt = performance.now();
  const age = (): number => performance.now() - bornAt;
  const asked = new Map<object, string>();
  const early = new Set<object>();
  let spared = new Set<string>();
  const isGrown = (): boolean => age() > (spared.size === 0 ? EARLY_MS : OLD_MS) && early.size === 0;

  /** Where in the script this was called: the innermost of its own frames, as in the build that ships. */
  const site = (depth: number): string => {
    const stack = String(new Error('here').stack).split('\n');
    const at = stack.map((frame) =>
      /\basync\b/.test(frame) ? null : /background\.js:(\d+):(\d+)/.exec(frame),
    );
    return at
      .flatMap((found) =>
        found && Number(found[1]) > ownLines ? [`${Number(found[1]) - ownLines}:${found[2]}`] : [],
      )
      .slice(0, depth)
      .join('<');
  };

  /** Whether nothing goes on from here. */
  const reaches = (place: string): boolean => {
    if (isDead || armed === null) return isDead;
    const time = (places[place] ?? 0) + 1;
    places[place] = time;
    passed += 1;
    if (!(time >= (armed.among[place] ?? Number.POSITIVE_INFINITY)) || passed <= armed.after) return false;
    if (armed.spared && !isGrown()) return false;
    isDead = true;
    for (const transaction of open) {
      try {
        transaction.abort();
      } catch {
        // It is over already.
      }
    }
    wire.postMessage({ died: { place, time }, held: [...asked.values()] });
    return true;
  };
  wire.onmessage = ({ data }: MessageEvent<{ arm?: Arming; disarm?: true }>) => {
    if (data.arm !== undefined && !isDead) {
      armed = data.arm;
      const heard = [...asked].filter(([, text]) => armed?.spared?.includes(text));
      for (const [one] of heard) early.add(one);
      spared = new Set(armed?.spared?.filter((text) => !heard.some(([, other]) => other === text)));
      places = {};
      passed = 0;
      wire.postMessage({ armed: true });
    } else if (data.disarm) {
      if (armed !== null && !isDead) wire.postMessage({ places });
      armed = null;
    }
  };
  wire.postMessage({ born: true });

  /** The library that wraps the database takes some frames for itself. */
  const [CALLERS, IDB_CALLERS] = [2, 4];
  const never = new Promise<never>(() => undefined);
  const wrap = (owner: Anything, key: string, name: string): void => {
    const original: Anything = owner?.[key];
    if (typeof original !== 'function') return;
    owner[key] = function (this: Anything, ...args: Anything[]) {
      const at = `${name} ${site(CALLERS)}`;
      if (reaches(`before ${at}`)) return never;
      const result: Anything = Reflect.apply(original, this, args);
      if (typeof result?.then !== 'function') return result;
      return new Promise((resolve, reject) => {
        const unless = (then: (value: Anything) => void) => (value: Anything) => {
          if (!reaches(`after ${at}`)) then(value);
        };
        result.then(unless(resolve), unless(reject));
      });
    };
  };
  const CALLS: Record<string, readonly string[]> = {
    'storage.local': ['get', 'set', 'remove'],
    'storage.session': ['get', 'set', 'remove'],
    tabs: ['query', 'get', 'update', 'reload', 'create', 'sendMessage'],
    windows: ['update', 'create'],
    scripting: ['executeScript'],
    alarms: ['create', 'get', 'clear'],
    action: ['setBadgeText', 'setBadgeBackgroundColor', 'setTitle', 'setIcon', 'openPopup'],
    runtime: ['sendMessage'],
    browsingData: ['remove', 'removeCache'],
    permissions: ['contains'],
    downloads: ['download', 'search'],
    notifications: ['create', 'clear'],
    offscreen: ['createDocument', 'closeDocument'],
  };
  for (const [path, keys] of Object.entries(CALLS)) {
    const owner = path.split('.').reduce((at: Anything, part) => at?.[part], api);
    for (const key of keys) wrap(owner, key, `${path}.${key}`);
  }
  wrap(world, 'fetch', 'fetch');
  for (const key of ['text', 'json', 'arrayBuffer']) wrap(Response.prototype, key, `response.${key}`);
  wrap(world.ReadableStreamDefaultReader?.prototype, 'read', 'stream.read');
  wrap(world.crypto.subtle, 'digest', 'digest');

  /** What it would hear. A message stays without an answer until the browser tells its sender that nobody is there any more. */
  const EVENTS: Record<string, readonly string[]> = {
    runtime: ['onMessage', 'onInstalled', 'onStartup'],
    alarms: ['onAlarm'],
    tabs: ['onRemoved', 'onUpdated'],
    webRequest: ['onBeforeRequest', 'onCompleted', 'onErrorOccurred'],
    notifications: ['onClicked'],
  };
  const noted = (listener: Anything, [message, sender, respond]: Anything[]): unknown => {
    const one = {};
    const text = JSON.stringify(message);
    asked.set(one, text);
    if (spared.delete(text) || age() < EARLY_MS) early.add(one);
    const isOver = (): boolean => asked.delete(one) && early.delete(one);
    const answers: unknown = listener(message, sender, (answer: unknown) => {
      isOver();
      respond(answer);
    });
    if (answers !== true) isOver();
    return answers;
  };
  for (const [path, keys] of Object.entries(EVENTS))
    for (const key of keys) {
      const event: Anything = api[path]?.[key];
      const add: Anything = event?.addListener;
      if (add)
        event.addListener = (listener: Anything, ...rest: Anything[]) =>
          Reflect.apply(add, event, [
            (...args: Anything[]) => {
              if (isDead && key === 'onMessage') wire.postMessage({ held: [JSON.stringify(args[0])] });
              if (isDead) return key === 'onMessage' || undefined;
              return key === 'onMessage' ? noted(listener, args) : listener(...args);
            },
            ...rest,
          ]);
    }

  const { setTimeout: later, setInterval: often } = world;
  world.setTimeout = (run: Anything, ms: number, ...args: Anything[]) => {
    const at = site(CALLERS);
    return Reflect.apply(later, world, [() => reaches(`after a timer ${at}`) || run(...args), ms]);
  };
  world.setInterval = (run: Anything, ms: number, ...args: Anything[]) =>
    Reflect.apply(often, world, [() => isDead || run(...args), ms]);

  const begin = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...args: Anything[]) {
    const transaction: IDBTransaction = Reflect.apply(begin, this, args);
    open.add(transaction);
    for (const end of ['complete', 'abort'])
      Reflect.apply(listen, transaction, [end, () => open.delete(transaction)]);
    return transaction;
  };
  const { addEventListener: listen, removeEventListener: unlisten } = EventTarget.prototype;
  const heard = new WeakMap<object, Anything>();
  for (const kind of [IDBRequest.prototype, IDBTransaction.prototype] as Anything[]) {
    kind.addEventListener = function (
      this: EventTarget,
      type: string,
      listener: Anything,
      options: Anything,
    ) {
      if (typeof listener !== 'function') return Reflect.apply(listen, this, [type, listener, options]);
      const at = type === 'success' || type === 'complete' ? `after idb ${type} ${site(IDB_CALLERS)}` : null;
      const wrapped: Anything =
        heard.get(listener) ?? ((event: Event) => (at ? reaches(at) : isDead) || listener(event));
      heard.set(listener, wrapped);
      return Reflect.apply(listen, this, [type, wrapped, options]);
    };
    kind.removeEventListener = function (
      this: EventTarget,
      type: string,
      listener: Anything,
      options: Anything,
    ) {
      return Reflect.apply(unlisten, this, [type, heard.get(listener) ?? listener, options]);
    };
  }
}
