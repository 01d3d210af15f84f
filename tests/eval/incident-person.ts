/**
 * Somebody who writes to Claude: reads, thinks, sends; tries again when it fails, gives up, and comes back. claude.ai's page tries by
 * itself too: after a 500 twice, after a 529 five times, 8 s ×1.5 with 15 % jitter.
 */
import type { Signal } from '@/utils/signals/types';
import type { Machine } from './incident-watch.ts';
import { HOUR, MINUTE } from './incident-world.ts';
import type { Random } from './random.ts';

/** What comes of a request that is sent at that time. */
export type Fate = 'well' | 500 | 529 | 'limit' | 'network';

export interface Person {
  readonly machine: Machine;
  readonly random: Random;
  readonly model: string;
  readonly fate: (at: number) => Fate;
}

export interface Story {
  /** Times at which a message failed for good, and at which one went through. */
  readonly failedAt: number[];
  readonly workedAt: number[];
  /** Each try that went through: when it was sent, and when the first word of its reply came. */
  readonly successes: { readonly sentAt: number; readonly beganAt: number }[];
}

const CHAT = '0199a3c7-55d0-7e1b-8f42-3c6a90b7d2e1';
const call = { endpoint: 'send', protocol: 'legacy', conversationId: CHAT } as const;
const OWN_TRIES = { 500: 2, 529: 5, network: 3 } as const;
const PATIENCE = [1, 4] as const;

/** From one time to another; trouble that is under way keeps nobody longer than `until`. */
export function spend(person: Person, from: number, until: number): Story {
  const { machine, random, model } = person;
  const story: Story = { failedAt: [], workedAt: [], successes: [] };
  machine.hear(
    from,
    { kind: 'page-loaded', at: from, status: 200, document: 'app', blames: null, buildId: '7d20c1aa' },
    {
      kind: 'page-context',
      at: from,
      path: `/chat/${CHAT}`,
      conversationId: CHAT,
      organizationId: null,
      model,
    },
  );
  let now = from + random.exponential(40_000);
  let tries = 0;
  let patience = random.whole(...PATIENCE);
  while (now < until) {
    const { at, ok, beganAt, sentAt } = message(person, now);
    if (beganAt !== null) story.successes.push({ sentAt, beganAt });
    (ok ? story.workedAt : story.failedAt).push(at);
    now = at + (ok ? random.lognormal(80_000, 0.8) : random.lognormal(25_000, 0.9));
    tries = ok ? 0 : tries + 1;
    if (ok) patience = random.whole(...PATIENCE);
    if (tries <= patience) continue;
    if (!machine.isWatching()) machine.watch(at);
    now = comeBack(person, at, until);
  }
  machine.pass(until);
  return story;
}

/** Whoever has given up looks in now and then, or comes when Lifeline says that it is back. */
function comeBack({ machine, random }: Person, from: number, until: number): number {
  const own = from + random.exponential(8 * MINUTE);
  const before = machine.told.length;
  for (let now = from; now < Math.min(own, until); now += 15_000) {
    machine.pass(now);
    if (machine.told.length > before) return now + random.exponential(MINUTE);
  }
  return own;
}

let messages = 0;

interface Sent {
  /** Epoch ms at which it ended. */
  readonly at: number;
  readonly ok: boolean;
  /** Of its last try. */
  readonly sentAt: number;
  /** Of its reply; null when it failed. */
  readonly beganAt: number | null;
}

/** One message with claude.ai's own tries; when it ended, and how. */
function message({ machine, random, fate }: Person, sentAt: number): Sent {
  messages += 1;
  let at = sentAt;
  for (let own = 0; ; own += 1) {
    const id = `m${messages}.${own}`;
    const is = fate(at);
    machine.hear(at, { kind: 'request-started', at, id, ...call });
    if (is === 'well') return { ...answer(machine, id, at, random), ok: true, sentAt: at };
    const failed = at + random.lognormal(is === 'network' ? 1_000 : 2_500, 0.7);
    const last = is === 'limit' || own >= OWN_TRIES[is];
    const waiting = own > 0 || !last ? [retry(failed + 50, !last, own + 1)] : [];
    machine.hear(failed, failure(id, failed, is), ...waiting);
    if (last) {
      machine.hear(failed + 300, {
        kind: 'banner',
        at: failed + 300,
        shown: true,
        place: 'turn',
        meaning: is === 'limit' ? 'limit' : 'server',
        hasRetry: true,
      });
      return { at: failed + 300, ok: false, sentAt: at, beganAt: null };
    }
    at = failed + 8_000 * 1.5 ** own * random.between(0.85, 1.15);
  }
}

const retry = (at: number, active: boolean, attempt: number): Signal => ({
  kind: 'page-retry',
  at,
  active,
  attempt,
  of: null,
});

function failure(id: string, at: number, is: Exclude<Fate, 'well'>): Signal {
  if (is === 'network') return { kind: 'request-failed', at, id, ...call, aborted: false };
  const facts = {
    limit: { status: 429, failure: 'limit', resetsAt: at + HOUR },
    500: { status: 500, failure: 'server', resetsAt: null },
    529: { status: 529, failure: 'overloaded', resetsAt: null },
  } as const;
  return {
    ...{ kind: 'response-received', at, id, ...call, latencyMs: 2_500, errorType: null, errorCode: null },
    ...{ retryAfterMs: null, requestId: null, ray: null, ...facts[is] },
  };
}

function answer(machine: Machine, id: string, at: number, random: Random): { at: number; beganAt: number } {
  const heard = at + random.between(300, 1_200);
  const began = heard + random.lognormal(1_500, 0.5);
  const ended = began + random.lognormal(18_000, 0.8);
  const well = {
    status: 200,
    failure: null,
    resetsAt: null,
    latencyMs: heard - at,
    errorType: null,
    errorCode: null,
  };
  machine.hear(heard, {
    kind: 'response-received',
    at: heard,
    id,
    ...call,
    ...well,
    retryAfterMs: null,
    requestId: null,
    ray: null,
  });
  const gone = {
    kind: 'banner',
    at: began,
    shown: false,
    place: 'turn',
    meaning: 'server',
    hasRetry: false,
  } as const;
  machine.hear(began, { kind: 'reply-began', at: began, id, protocol: 'legacy' }, gone);
  machine.hear(ended, {
    ...{ kind: 'reply-ended', at: ended, id, protocol: 'legacy', outcome: 'complete', failure: null },
    ...{ status: null, outputBegan: true, resetsAt: null },
  });
  return { at: ended, beganAt: began };
}
