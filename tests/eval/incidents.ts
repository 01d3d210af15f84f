/** The replay: people who write to Claude while an incident goes on, people whom it doesn't concern, and ordinary months. */
import { isClaudes } from '@/utils/incidents/trouble';
import { machineFrom } from './incident-machine.ts';
import { type Fate, type Story, spend } from './incident-person.ts';
import { type Machine, type Outside, watchFrom } from './incident-watch.ts';
import { HOUR, hits, type Incident, incidentsFrom, MINUTE, officialReport } from './incident-world.ts';
import { type Random, randomFrom } from './random.ts';

/** Never named by any of them. */
const OTHER_MODEL = 'Haiku 3.5';
const MODELS = ['Opus 4.8', 'Opus 4.7', 'Sonnet 4.6', 'Sonnet 5'] as const;
const POLL_MS = 5 * MINUTE;
const AFTER_MS = 75 * MINUTE;
const DAY = 24 * HOUR;

export interface Visit {
  readonly incident: Incident;
  readonly isHit: boolean;
  readonly story: Story;
  readonly from: number;
  readonly until: number;
  readonly machine: Machine;
  /** Of all incidents: those that hit this user in these hours. */
  readonly own: readonly Incident[];
  /** ms of the visit in which the user's own model or part was degraded. */
  readonly degradedMs: number;
}

/** Failures of the incidents that concern this model; each request by itself. */
const fateIn =
  (all: readonly Incident[], model: string, random: Random) =>
  (at: number): Fate =>
    all.find((one) => hits(one, model) && one.beganAt <= at && at < one.endedAt && random.chance(one.share))
      ?.status ?? 'well';

type MachineFrom = (start: number, outside: Outside) => Machine;

function visit(
  incident: Incident,
  all: readonly Incident[],
  model: string,
  random: Random,
  machineOf: MachineFrom = machineFrom,
): Visit {
  const isEarly = random.chance(0.5);
  const from = isEarly
    ? incident.beganAt - random.between(0, 40 * MINUTE)
    : random.between(incident.beganAt, incident.endedAt);
  const until = Math.max(incident.endedAt, incident.closedAt) + AFTER_MS;
  const near = all.filter((one) => one.beganAt < until && Math.max(one.endedAt, one.closedAt) > from);
  const machine = machineOf(from, {
    official: (now) => officialReport(near, now),
    reads: () => true,
    phase: random.between(0, POLL_MS),
  });
  const story = spend({ machine, random, model, fate: fateIn(near, model, random) }, from, until);
  const own = near.filter((one) => hits(one, model));
  const degradedMs = unionMs(own, from, until);
  return { incident, isHit: hits(incident, model), story, from, until, machine, own, degradedMs };
}

function unionMs(windows: readonly Incident[], from: number, until: number): number {
  let covered = from;
  let sum = 0;
  for (const { beganAt, endedAt } of [...windows].sort((a, b) => a.beganAt - b.beganAt)) {
    const begin = Math.max(beganAt, covered);
    const end = Math.min(endedAt, until);
    sum += Math.max(0, end - begin);
    covered = Math.max(covered, end);
  }
  return sum;
}

/** Of each incident: so many whom it hits, and one whom it doesn't concern. */
export function replay(seed: number, people: number): readonly Visit[] {
  const random = randomFrom(seed);
  const all = incidentsFrom(random);
  return all.flatMap((incident) => {
    const { models, part } = incident;
    const own = models === 'many' ? MODELS : models;
    const hit =
      part !== 'chat' ? [] : Array.from({ length: people }, (_, index) => own[index % own.length] ?? '');
    return [...hit, OTHER_MODEL].map((model) => visit(incident, all, model, random));
  });
}

/** Of each incident so many whom it hits, with nothing but the watch: many more than the whole machine has time for. */
export function replayWatch(seed: number, people: number): readonly Visit[] {
  const random = randomFrom(seed);
  const all = incidentsFrom(random);
  return all
    .filter(({ part }) => part === 'chat')
    .flatMap((incident) => {
      const own = incident.models === 'many' ? MODELS : incident.models;
      const models = Array.from({ length: people }, (_, index) => own[index % own.length] ?? '');
      return models.map((model) => visit(incident, all, model, random, watchFrom));
    });
}

/** A month in which nothing concerns the user; the page tells of other models' incidents and of other parts' meanwhile. */
export interface Month {
  readonly messages: number;
  readonly failed: number;
  readonly incidents: number;
  readonly down: number;
  readonly litMs: number;
}

export function ordinaryMonth(seed: number): Month {
  const random = randomFrom(seed);
  const all = incidentsFrom(random).filter((one) => !hits(one, OTHER_MODEL));
  const start = Date.UTC(2026, 4, 4) + random.whole(0, 60) * DAY;
  const fate = disturbed(start, random);
  const machine = machineFrom(start, {
    official: (now) => officialReport(all, now),
    reads: () => true,
    phase: random.between(0, POLL_MS),
  });
  let messages = 0;
  let failed = 0;
  for (let day = 0; day < 30; day += 1)
    for (const hour of [9, 13, 16, 20]) {
      if (random.chance(day % 7 > 4 ? 0.7 : 0.25)) continue;
      const from = start + day * DAY + hour * HOUR + random.between(0, HOUR);
      const until = from + random.between(20, 70) * MINUTE;
      const story = spend({ machine, random, model: OTHER_MODEL, fate }, from, until);
      messages += story.failedAt.length + story.workedAt.length;
      failed += story.failedAt.length;
    }
  machine.pass(start + 30 * DAY);
  const own = [...machine.incidents.values()].filter(({ verdict }) => isClaudes(verdict));
  const down = own.filter(({ verdict }) => verdict === 'down').length;
  return { messages, failed, incidents: own.length, down, litMs: machine.litMs() };
}

interface Spell {
  readonly at: number;
  readonly ms: number;
  readonly fate: Fate;
}

/** Short spells of 500s, a VPN that drops, limits of an hour, and now and then one request that fails for no reason. */
function disturbed(start: number, random: Random): (at: number) => Fate {
  const some = (perDay: number, ms: () => number, fate: Fate): Spell[] =>
    Array.from({ length: Math.round(perDay * 30) }, () => ({
      at: start + random.between(0, 30 * DAY),
      ms: ms(),
      fate,
    }));
  const spells = [
    ...some(2, () => 10_000 + random.exponential(45_000), 500),
    ...some(2, () => random.between(20_000, 90_000), 'network'),
    ...some(0.15, () => HOUR, 'limit'),
  ];
  return (at) => {
    const spell = spells.find((one) => one.at <= at && at < one.at + one.ms);
    return spell?.fate ?? (random.chance(0.005) ? 500 : 'well');
  };
}
