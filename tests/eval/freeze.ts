import { type FreezeWorld, freezeWatch } from '@/entrypoints/tab-observer/freeze';
import type { LIMITS } from '@/utils/signals/silence';
import type { Signal } from '@/utils/signals/types';
import { type Machine, machineFrom, wallOf } from './freeze-machines.ts';
import { replyFrom } from './freeze-replies.ts';
import { type Random, randomFrom } from './random.ts';

/** What came of it. Delays are ms of silence in a tab that is seen, on a machine that is awake, from the last byte on. */
export interface FreezeFigures {
  readonly replies: number;
  /** Replies that lived, and how many of them were called frozen at some time. */
  readonly alive: number;
  readonly falseAlarms: number;
  /** Replies that really fell silent, and how many of them were never called frozen. */
  readonly silenced: number;
  readonly missed: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly maxMs: number;
}

const REPLIES = 4_000;
/** One in five falls silent for good. */
const SILENCED = 0.2;
/** As the page's observer reports life; see utils/claude/watch-reply. */
const ACTIVITY_EVERY_MS = 400;
/** Long enough for any limit, however late the tab is shown. */
const AFTER_MS = 3 * 60_000;

/** Runs the watch as it is on seeded replies, with its own looks at a clock that isn't real. */
export function simulateFreezes(seed: number, replies = REPLIES, limits?: typeof LIMITS): FreezeFigures {
  const trials = trialsOf(seed, replies, limits);
  const living = trials.filter(({ silentAt }) => silentAt === null);
  const silenced = trials.filter(({ silentAt }) => silentAt !== null);
  const delays = silenced
    .flatMap(({ delayMs }) => (delayMs === null ? [] : [delayMs]))
    .toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round(delays[Math.ceil(share * delays.length) - 1] ?? 0);
  return {
    replies,
    alive: living.length,
    // One that was called before its last byte had come was called wrongly too.
    falseAlarms: trials.filter((one) => one.early).length,
    silenced: silenced.length,
    missed: silenced.length - delays.length,
    medianMs: at(0.5),
    p95Ms: at(0.95),
    maxMs: at(1),
  };
}

function trialsOf(seed: number, replies: number, limits?: typeof LIMITS): Trial[] {
  const random = randomFrom(seed);
  return Array.from({ length: replies }, () => trial(random, limits));
}

interface Trial {
  readonly protocol: 'legacy' | 'merged';
  readonly silentAt: number | null;
  readonly early: boolean;
  readonly delayMs: number | null;
}

interface Event {
  readonly at: number;
  readonly signal?: Signal;
  readonly left?: true;
}

function trial(random: Random, limits?: typeof LIMITS): Trial {
  const reply = replyFrom(random);
  const silentAt = random.chance(SILENCED) ? random.between(0, reply.endsAt) : null;
  const machine = machineFrom(random, reply.endsAt, silentAt);
  const end = silentAt === null ? reply.endsAt + 1_000 : Math.max(reply.endsAt, machine.shownFrom) + AFTER_MS;
  const events = eventsOf(reply, silentAt);
  const calls = run(machine, events, end, limits);
  const lastByte =
    silentAt === null ? reply.endsAt : Math.max(0, ...reply.bytes.filter((at) => at < silentAt));
  const late = calls.find((at) => at >= lastByte);
  return {
    protocol: reply.protocol,
    silentAt,
    early: calls.some((at) => silentAt === null || at < lastByte),
    delayMs: silentAt === null || late === undefined ? null : late - machine.countsFrom(lastByte, late),
  };
}

/** What the tab hears of a reply, as its page's observer tells it. */
function eventsOf(reply: ReturnType<typeof replyFrom>, silentAt: number | null): Event[] {
  const { protocol, bytes, accepted, began, endsAt } = reply;
  const call = {
    id: 'lx-1',
    protocol,
    conversationId: 'c',
    endpoint: protocol === 'merged' ? 'action' : 'send',
  } as const;
  const turn = { id: protocol === 'merged' ? 'turn-1' : 'lx-1', protocol } as const;
  const events: Event[] = [
    { at: 0, signal: { kind: 'request-started', at: 0, ...call } },
    { at: 80, left: true },
  ];
  // A page that was open before has shown us its timeline.
  if (protocol === 'merged')
    events.unshift({ at: 0, signal: { kind: 'reply-activity', at: 0, id: 'none', protocol } });
  let toldAt = -ACTIVITY_EVERY_MS;
  bytes.forEach((at, index) => {
    if (silentAt !== null && at >= silentAt) return;
    if (index === 0) events.push({ at, signal: answer(call) });
    // The older protocol says so twice: when its stream opens, and when the message in it begins.
    if (index === accepted || (protocol === 'legacy' && index === 1))
      events.push({
        at,
        signal: { kind: 'reply-accepted', at, ...turn, conversationId: 'c', model: null, requestId: null },
      });
    if (index === began) events.push({ at, signal: { kind: 'reply-began', at, ...turn } });
    if (index < accepted || at - toldAt < ACTIVITY_EVERY_MS) return;
    toldAt = at;
    events.push({ at, signal: { kind: 'reply-activity', at, ...turn } });
  });
  if (silentAt === null)
    events.push({ at: endsAt, signal: { kind: 'reply-ended', at: endsAt, ...turn, ...ENDED } });
  return events.toSorted((a, b) => a.at - b.at);
}

const ENDED = {
  outcome: 'complete',
  failure: null,
  status: null,
  outputBegan: true,
  resetsAt: null,
} as const;

const answer = (
  call: Pick<
    Extract<Signal, { kind: 'response-received' }>,
    'id' | 'endpoint' | 'protocol' | 'conversationId'
  >,
): Signal => ({
  kind: 'response-received',
  at: 0,
  ...call,
  status: 200,
  latencyMs: 0,
  failure: null,
  errorType: null,
  errorCode: null,
  retryAfterMs: null,
  resetsAt: null,
  requestId: null,
  ray: null,
});

/** ms at which silence was called, on the clock of a machine that is awake. */
function run(machine: Machine, events: readonly Event[], end: number, limits?: typeof LIMITS): number[] {
  let now = 0;
  let tick: { run: () => void; everyMs: number; dueAt: number } | undefined;
  const calls: number[] = [];
  const world: FreezeWorld = {
    now: () => wallOf(machine, now),
    hidden: () => machine.hidden(now),
    replying: () => false, // the weaker case: its stop button isn't known
    every: (everyMs, look) => {
      const own = { run: look, everyMs, dueAt: machine.nextTimer(now, everyMs) };
      tick = own;
      return () => {
        if (tick === own) tick = undefined;
      };
    },
    ...(limits && { limits }),
  };
  const watch = freezeWatch((signal) => signal.kind === 'reply-silent' && calls.push(now), world);
  const queue = events.map((event) => ({ ...event, at: machine.delivered(event.at) }));
  for (let index = 0; now < end; ) {
    const event = queue[index];
    if (tick && tick.dueAt <= (event?.at ?? end)) {
      now = tick.dueAt;
      tick.dueAt = machine.nextTimer(now, tick.everyMs);
      tick.run();
    } else if (event) {
      index += 1;
      now = Math.max(now, event.at);
      if (event.left) watch.left();
      if (event.signal) watch.tell(event.signal);
    } else break;
  }
  return calls;
}
