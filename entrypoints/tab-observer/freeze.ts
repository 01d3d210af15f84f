import { isReplying } from '@/utils/claude/notices';
import { type LIMITS, type Phase, type Watchdog, watchdog } from '@/utils/signals/silence';
import type { Signal } from '@/utils/signals/types';

const LOOK_EVERY_MS = 500;
/** Nobody has more replies under way at once; a page that forges them is watched no further. */
const MOST = 8;
/** Signs of life in a row, each within this time of the last: something runs, though its beginning went unseen. */
const PACE = 8;
const PACE_MS = 1_500;

interface Watched {
  readonly id: string;
  readonly merged: boolean;
  readonly conversationId: string | null;
  readonly dog: Watchdog;
  /** Its stream has begun; before that, any answer at all is awaited. */
  readonly streams: boolean;
  /** What the stream carries has begun; on the older protocol pings may come without it. */
  readonly begun: boolean;
  outputBegan: boolean;
  /** The server has taken it: a message whose reply is yet to begin, or something else, such as a new title. */
  taken: boolean;
  /** With it a message has left the composer. */
  left: boolean;
}

/** Where it looks at the time and the page. */
export interface FreezeWorld {
  readonly now: () => number;
  readonly hidden: () => boolean;
  /** The page shows that a reply is being made. */
  readonly replying: () => boolean;
  readonly every: (ms: number, run: () => void) => () => void;
  readonly limits?: typeof LIMITS;
}

const HERE: FreezeWorld = {
  now: () => Date.now(),
  hidden: () => document.hidden,
  replying: () => isReplying(document),
  every: (ms, run) => {
    const timer = setInterval(run, ms);
    return () => clearInterval(timer);
  },
};

export interface FreezeWatch {
  readonly tell: (signal: Signal) => void;
  /** A message has left the composer. */
  readonly left: () => void;
  readonly stop: () => void;
}

/** Measures the silence of each reply that runs. Looks at the clock only while one does. */
export function freezeWatch(report: (signal: Signal) => void, world: FreezeWorld = HERE): FreezeWatch {
  let timelineSeen = false;
  const pace = pacemaker();
  /** What was taken without a message, or beside a reply that runs, will not begin. */
  const isAwaited: IsAwaited = ({ taken, left }, all) =>
    !taken ||
    (!all.some(({ streams, merged }) => streams && merged) && (world.replying() || (left && timelineSeen)));
  const { all, begin, drop, alive } = watchList(report, world, isAwaited);
  /** On the newer protocol one turn runs at a time, under a name of its own: it takes over whatever waited. */
  const run = ({ id, protocol }: Named, begun: boolean): Watched => {
    const merged = protocol === 'merged';
    drop((one) => one.id === id || (merged && one.merged));
    return begin(id, begun ? protocol : 'unanswered', null);
  };
  const answered = (signal: Extract<Signal, { kind: 'response-received' | 'request-failed' }>): void => {
    const one = all.get(signal.id);
    if (!one || one.streams) return;
    one.taken = one.merged && signal.kind === 'response-received' && signal.failure === null;
    if (one.taken) alive(one);
    else drop(({ id }) => id === signal.id);
  };
  return {
    stop: () => drop(() => true),
    left: () => {
      const sent = [...all.values()].findLast(({ streams }) => !streams);
      if (sent) sent.left = true;
    },
    tell: (signal) => {
      if ('protocol' in signal && signal.protocol === 'merged' && signal.kind.startsWith('reply-'))
        timelineSeen = true;
      switch (signal.kind) {
        case 'request-started':
          if (signal.endpoint === 'send')
            drop((one) => !one.streams && one.conversationId === signal.conversationId);
          if (signal.endpoint === 'send' || signal.endpoint === 'action')
            begin(signal.id, 'unanswered', signal);
          return;
        case 'response-received':
        case 'request-failed':
          return answered(signal);
        case 'reply-accepted':
          // The older protocol says it twice: when its stream opens, and when the message in it begins.
          run(signal, signal.protocol === 'merged' || all.get(signal.id)?.streams === true);
          return;
        case 'reply-began': {
          const known = all.get(signal.id);
          const one = known?.begun ? known : run(signal, true);
          one.outputBegan = true;
          return alive(one);
        }
        case 'reply-activity': {
          const one = all.get(signal.id);
          if (one?.begun) alive(one);
          else if (signal.protocol === 'merged' && pace(world.now())) drop(({ taken }) => taken);
          return;
        }
        case 'reply-ended':
          drop(({ id, merged }) => id === signal.id || (merged && signal.protocol === 'merged'));
      }
    },
  };
}

/** True once signs of life have come close enough together for long enough. */
function pacemaker(): (now: number) => boolean {
  let count = 0;
  let lastAt = 0;
  return (now) => {
    count = now - lastAt < PACE_MS ? count + 1 : 0;
    lastAt = now;
    return count >= PACE;
  };
}

type Named = Extract<Signal, { kind: 'reply-accepted' | 'reply-began' }>;

interface WatchList {
  readonly all: ReadonlyMap<string, Watched>;
  readonly begin: (
    id: string,
    phase: Phase,
    request: Extract<Signal, { endpoint: unknown }> | null,
  ) => Watched;
  readonly alive: (one: Watched) => void;
  readonly drop: (which: (one: Watched) => boolean) => void;
}

type IsAwaited = (one: Watched, all: readonly Watched[]) => boolean;

function watchList(report: (signal: Signal) => void, world: FreezeWorld, isAwaited: IsAwaited): WatchList {
  const all = new Map<string, Watched>();
  let stop: (() => void) | undefined;
  const remove = (id: string): void => {
    all.delete(id);
    if (all.size > 0) return;
    stop?.();
    stop = undefined;
  };
  const alive = ({ id, dog }: Watched): void => {
    const at = world.now();
    if (dog.alive(at)) report({ kind: 'reply-resumed', at, id });
  };
  const look = (): void => {
    for (const one of all.values()) {
      const { id, dog, outputBegan } = one;
      const silentMs = dog.check(world.now(), world.hidden());
      if (silentMs === undefined) continue;
      if (isAwaited(one, [...all.values()]))
        report({ kind: 'reply-silent', at: world.now(), id, silentMs, outputBegan });
      else remove(id);
    }
  };
  return {
    all,
    alive,
    drop: (which) => {
      for (const one of [...all.values()].filter(which)) {
        alive(one); // it had been called silent, perhaps
        remove(one.id);
      }
    },
    begin: (id, phase, request) => {
      const one: Watched = {
        id,
        merged: (request?.protocol ?? phase) === 'merged',
        conversationId: request?.conversationId ?? null,
        dog: watchdog(phase, world.now(), world.limits),
        streams: request === null,
        begun: request === null && phase !== 'unanswered',
        outputBegan: false,
        taken: false,
        left: false,
      };
      all.delete(id);
      all.set(id, one);
      const [oldest] = all.values();
      if (all.size > MOST && oldest) {
        alive(oldest); // it had been called silent, perhaps
        all.delete(oldest.id);
      }
      stop ??= world.every(LOOK_EVERY_MS, look);
      return one;
    },
  };
}
