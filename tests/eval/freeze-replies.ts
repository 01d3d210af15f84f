import type { Random } from './random.ts';

/**
 * Replies as the facts describe them, not as the watchdog likes them. Facts: reference of 2026-10, legacy SSE with pings of a
 * period that nobody has published (1–15 s here), newer protocol with heartbeats every 0.1–0.6 s, streams closed by the server
 * every 5 s to minutes and opened anew within 40–500 ms, 10–15 s to the first byte of many requests, thinking for up to ten
 * minutes. What networks and machines do is heavy-tailed: Pareto stalls, lognormal gaps, tabs hidden, laptops asleep.
 */
export interface Reply {
  readonly protocol: 'legacy' | 'merged';
  /** ms after the send, ascending: when bytes of the reply arrive. The first is the answer to the request. */
  readonly bytes: readonly number[];
  /** Index in `bytes` at which the reply counts as running, and of the first output. */
  readonly accepted: number;
  readonly began: number;
  /** ms at which the server says that it is over. */
  readonly endsAt: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Text arrives in gaps; what the server does between them is thinking, tools, and waiting for itself. */
function outputTimes(
  random: Random,
  from: number,
): { times: number[]; quiet: [number, number][]; end: number } {
  const times: number[] = [];
  const quiet: [number, number][] = [];
  let now = from;
  const pause = (ms: number): void => {
    quiet.push([now, now + ms]);
    now += ms;
  };
  if (random.chance(0.5))
    pause(
      random.chance(0.08)
        ? random.between(5 * MINUTE, 10 * MINUTE)
        : Math.min(10 * MINUTE, random.lognormal(10 * SECOND, 1.2)),
    );
  const tools = random.chance(0.3) ? random.whole(1, 6) : 0;
  for (let part = 0; part <= tools; part += 1) {
    const pace = random.between(30, 150);
    for (let count = random.whole(10, 500); count > 0; count -= 1) {
      now += Math.min(20 * SECOND, random.lognormal(pace, 1.1));
      times.push(now);
    }
    if (part < tools) pause(Math.min(3 * MINUTE, random.pareto(700, 1.1)));
  }
  return { times, quiet, end: now };
}

/** What keeps the stream alive while there is nothing to say: at a period, or in gaps of 0.1–0.6 s. */
function signsOfLife(random: Random, protocol: Reply['protocol'], from: number, to: number): number[] {
  const period = random.between(1 * SECOND, 15 * SECOND);
  const times: number[] = [];
  for (let now = from; now < to; ) {
    now += protocol === 'merged' ? random.between(100, 600) : period * random.between(0.9, 1.15);
    if (now < to) times.push(now);
  }
  return times;
}

/** The server closes the stream every now and then; nothing arrives until the page has opened the next. */
function cadence(random: Random, from: number, to: number): [number, number][] {
  const gaps: [number, number][] = [];
  for (let now = from; ; ) {
    now += Math.min(4 * MINUTE, random.pareto(5 * SECOND, 0.9));
    if (now >= to) return gaps;
    const reopened = now + Math.min(5 * SECOND, random.lognormal(160, 0.8));
    gaps.push([now, reopened]);
    now = reopened;
  }
}

/** The way between stands still: lost packets, a change of network, a proxy that thinks. One user in five has a bad one. */
function stalls(random: Random, to: number): [number, number][] {
  const everyMs = random.chance(0.2) ? 90 * SECOND : 20 * MINUTE;
  const found: [number, number][] = [];
  for (let now = random.exponential(everyMs); now < to; now += random.exponential(everyMs)) {
    const until = now + Math.min(90 * SECOND, random.pareto(500, 1.6));
    found.push([now, until]);
    now = until;
  }
  return found;
}

/** What would arrive in a gap arrives at its end. */
const held = (times: readonly number[], gaps: readonly [number, number][]): number[] => {
  let index = 0;
  return times.map((time) => {
    while (index < gaps.length && (gaps[index]?.[1] ?? 0) <= time) index += 1;
    const gap = gaps[index];
    return gap && time >= gap[0] ? gap[1] : time;
  });
};

const firstByteMs = (random: Random): number =>
  random.chance(0.1) ? random.between(10 * SECOND, 15 * SECOND) : random.lognormal(1_100, 0.9);

export function replyFrom(random: Random): Reply {
  const protocol = random.chance(0.5) ? 'merged' : 'legacy';
  const taken = protocol === 'merged' ? random.lognormal(250, 0.7) : firstByteMs(random);
  const runs = protocol === 'merged' ? taken + firstByteMs(random) : taken + random.between(1, 40);
  const { times, end } = outputTimes(random, runs);
  const life = signsOfLife(random, protocol, runs, end);
  const closed = protocol === 'merged' ? cadence(random, runs, end) : [];
  const ordered = [runs, ...times, ...life].toSorted((a, b) => a - b);
  const bytes = [taken, ...held(held(ordered, closed), stalls(random, end))];
  const firstOutput = times[0] ?? end;
  return {
    protocol,
    bytes,
    accepted: protocol === 'merged' ? 1 : 0, // the older protocol's answer is the stream itself
    began:
      1 +
      Math.max(
        0,
        ordered.findIndex((time) => time >= firstOutput),
      ),
    endsAt: (bytes.at(-1) ?? end) + 20,
  };
}
