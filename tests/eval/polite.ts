/**
 * How much is asked of whom: installs as they live through an outage, and one user's day. When to ask is decided by the code as it
 * ships (`utils/status/schedule.ts`); what people do is assumed, and unkind: all have a tab open, all work, and one in ten was
 * reading an answer that the outage cut off in the same second.
 */
import { spacingInTrouble } from '@/utils/probes/plan';
import { DEFAULT_SETTINGS, type Settings } from '@/utils/settings/types';
import { silent } from '@/utils/status/ask';
import { statusSources } from '@/utils/status/registry';
import {
  firstTickMs,
  isDue,
  nextTickMs,
  type Occasion,
  onsetDelayMs,
  troubleAfter,
} from '@/utils/status/schedule';
import { SOURCE_IDS, type SourceId, type StatusSource, type Witness } from '@/utils/status/types';
import { type Random, randomFrom } from './random.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const NOW = Date.UTC(2026, 10, 12, 9);

/** The most that a user can have on: Reddit too. */
const WITH_REDDIT: Settings = { ...DEFAULT_SETTINGS, sources: { ...DEFAULT_SETTINGS.sources, reddit: true } };
const permitted: ReadonlySet<SourceId> = new Set(SOURCE_IDS);

/** What a user does. Times in ms, means or medians. */
const SENDS_EVERY_MS = 4 * MINUTE_MS;
const REPLY_MS = 25 * SECOND_MS;
/** A background without work falls asleep. */
const WORKER_MS = 30 * SECOND_MS;
/** A cut is felt within the time that a packet takes. */
const FELT_MS = 400;
/** claude.ai tries by itself before it gives up. */
const FINAL_AFTER_MS = 20 * SECOND_MS;
const LOOKS_SHARE = 0.4;
const LOOKS_AFTER_MS = 15 * SECOND_MS;
const LOOKS_AGAIN_MS = 25 * MINUTE_MS;
/**
 * One look at the chain: the session and the chat, and the edge unless the tab has just heard from it. Who waits for Claude
 * to come back has one request made, and no more.
 */
const REQUESTS_PER_PROBE = { sent: 2, idle: 3 };
/** Who wants to be told when Claude is back has it looked after so often, at first and later. */
const WATCH_MS = { eager: 82 * SECOND_MS, eagerFor: 10 * MINUTE_MS, later: 330 * SECOND_MS };

interface Life {
  readonly from: number;
  readonly to: number;
  /** Sends between these times fail. */
  readonly outage: { readonly from: number; readonly to: number } | null;
  /** He presses "tell me when it's back" at once. */
  readonly watches: boolean;
  /** Looks at the popup while all is well. */
  readonly idleLooks: number;
}

type Act = () => void;

/** One install from its first tab to its last; each request is told. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one life, told from its first minute to its last.
function live(
  life: Life,
  random: Random,
  settings: Settings,
  asked: (id: SourceId | 'probe', at: number) => void,
): void {
  const agenda: { at: number; act: Act }[] = [];
  const witnesses: Witness[] = SOURCE_IDS.map(silent);
  let now = life.from;
  let since: number | null = null;
  let inTrouble = false;
  let tickAt = 0;
  let awakeAt = life.from;
  let probedAt = Number.NEGATIVE_INFINITY;
  const later = (ms: number, act: Act): void => void agenda.push({ at: now + ms, act });
  const probe = (requests = REQUESTS_PER_PROBE.idle, spacing = MINUTE_MS): void => {
    if (now - probedAt < spacing) return;
    probedAt = now;
    for (let count = 0; count < requests; count += 1) asked('probe', now);
  };
  // What it has asked spares the next look at the chain next to nothing.
  const read = (): void => {
    if (now - probedAt >= MINUTE_MS) asked('probe', now);
  };
  const probeSpacing = (): number => spacingInTrouble(since === null ? 0 : now - since);
  const look = (occasion: Occasion, sources: readonly StatusSource[]): void => {
    if (inTrouble) since = troubleAfter(since, true, now);
    const bench = { settings, permitted, witnesses };
    for (const source of sources) {
      if (!isDue(source, bench, { occasion, troubleSince: since, now })) continue;
      asked(source.id, now);
      const index = SOURCE_IDS.indexOf(source.id);
      witnesses[index] = { ...(witnesses[index] ?? silent(source.id)), askedAt: now, problem: null };
    }
  };
  const tick = (): void => {
    if (now < tickAt) return; // set anew meanwhile
    since = troubleAfter(since, inTrouble, now);
    look('tick', statusSources);
    if (inTrouble) probe(REQUESTS_PER_PROBE.idle, probeSpacing());
    setTick(nextTickMs(settings, { troubleSince: since, now }, random.next()));
  };
  const setTick = (ms: number): void => {
    tickAt = now + ms;
    later(ms, tick);
  };
  const began = (occasion: Occasion): void => {
    for (const source of statusSources) {
      const delay = onsetDelayMs(source, random.next());
      // Later than that it has fallen asleep, and the next tick asks.
      if (delay < WORKER_MS) later(delay, () => look(occasion, [source]));
    }
    const soon = nextTickMs(settings, { troubleSince: now, now }, random.next());
    if (tickAt - now > soon) setTick(soon);
    probe(REQUESTS_PER_PROBE.sent, probeSpacing());
  };
  const popup = (): void => {
    look('popup', statusSources);
    probe();
    if (inTrouble) later(random.exponential(LOOKS_AGAIN_MS), popup);
  };
  const watch = (from: number): void => {
    if (!inTrouble) return;
    read();
    later(now - from < WATCH_MS.eagerFor ? WATCH_MS.eager : WATCH_MS.later, () => watch(from));
  };
  const fail = (isFinal: boolean): void => {
    const slept = now - awakeAt > WORKER_MS;
    awakeAt = now;
    // A background that has just woken takes what it sees for the beginning.
    if (inTrouble && slept) began('onset');
    if (inTrouble) return;
    if (!isFinal) {
      began('doubt');
      later(random.lognormal(FINAL_AFTER_MS, 0.5), () => fail(true));
      return;
    }
    inTrouble = true;
    began('onset');
    if (random.chance(LOOKS_SHARE)) later(random.lognormal(LOOKS_AFTER_MS, 0.8), popup);
    if (life.watches) later(5 * SECOND_MS, () => watch(now));
  };
  const pace = random.lognormal(SENDS_EVERY_MS, 0.6);
  const { outage } = life;
  const fails = (at: number): boolean => outage !== null && at >= outage.from && at < outage.to;
  const send = (): void => {
    if (fails(now)) fail(false);
    else {
      const reply = random.lognormal(REPLY_MS, 0.7);
      const cut = outage !== null && now < outage.from && now + reply >= outage.from;
      if (cut) agenda.push({ at: outage.from + random.between(0, FELT_MS), act: () => fail(true) });
      else inTrouble = false;
    }
    later(random.exponential(pace), send);
  };
  setTick(firstTickMs(random.next()));
  later(random.exponential(pace), send);
  for (let count = 0; count < life.idleLooks; count += 1)
    agenda.push({ at: random.between(life.from, life.to), act: popup });
  while (agenda.length > 0) {
    let next = 0;
    for (let index = 1; index < agenda.length; index += 1)
      if ((agenda[index]?.at ?? 0) < (agenda[next]?.at ?? 0)) next = index;
    const [event] = agenda.splice(next, 1);
    if (!event || event.at >= life.to) continue;
    now = event.at;
    event.act();
  }
}

export interface Load {
  readonly id: SourceId;
  /** Requests per second while it lasts, of all installs. */
  readonly mean: number;
  readonly peakSecond: number;
  readonly peakTen: number;
  /** Before it began. */
  readonly calm: number;
}

const BEFORE_MS = 20 * MINUTE_MS;
const OUTAGE_MS = 2 * HOUR_MS;

/** A sample stands for all: what one second of the sample holds is noisier than the whole, never smoother. */
export function outageLoad(seed: number, sample: number, installs: number): readonly Load[] {
  const random = randomFrom(seed);
  const seconds = (BEFORE_MS + OUTAGE_MS) / SECOND_MS;
  const bins = new Map<SourceId, Uint32Array>(SOURCE_IDS.map((id) => [id, new Uint32Array(seconds)]));
  const start = NOW;
  const outage = { from: start + BEFORE_MS, to: start + BEFORE_MS + OUTAGE_MS };
  for (let install = 0; install < sample; install += 1) {
    // They began at different times of the morning.
    const from = start - Math.floor(random.between(0, 10 * MINUTE_MS));
    const life = { from, to: outage.to, outage, watches: false, idleLooks: 0 };
    live(life, random, WITH_REDDIT, (id, at) => {
      const bin = id === 'probe' ? undefined : bins.get(id);
      const second = Math.floor((at - start) / SECOND_MS);
      if (bin && second >= 0 && second < seconds) bin[second] = (bin[second] ?? 0) + 1;
    });
  }
  const scale = installs / sample;
  return SOURCE_IDS.map((id) => {
    const all = [...(bins.get(id) ?? [])];
    const before = all.slice(BEFORE_MS / SECOND_MS / 2, BEFORE_MS / SECOND_MS);
    const during = all.slice(BEFORE_MS / SECOND_MS);
    const tens = during.slice(9).map((_, index) => sum(during.slice(index, index + 10)) / 10);
    return {
      id,
      calm: (sum(before) / before.length) * scale,
      mean: (sum(during) / during.length) * scale,
      peakSecond: Math.max(...during) * scale,
      peakTen: Math.max(...tens) * scale,
    };
  });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

export interface Day {
  readonly name: string;
  /** Requests of the worst of these users, and of the one in the middle. */
  readonly most: number;
  readonly median: number;
  /** Of the one in the middle of each: witnesses, and the chain. */
  readonly official: number;
  readonly community: number;
  readonly probes: number;
}

const DAY_MS = 8 * HOUR_MS;

/** Eight hours of work, with four looks at the popup, and "tell me when it's back" pressed at once. */
export function eightHours(seed: number, users: number, troubleMs: number, withReddit = false): Day {
  const random = randomFrom(seed);
  const days = Array.from({ length: users }, () => {
    const from = NOW;
    const begins = from + random.between(0, DAY_MS - troubleMs);
    const outage = troubleMs === 0 ? null : { from: begins, to: begins + troubleMs };
    const count = { official: 0, community: 0, probes: 0 };
    const life = { from, to: from + DAY_MS, outage, watches: true, idleLooks: 4 };
    live(life, random, withReddit ? WITH_REDDIT : DEFAULT_SETTINGS, (id) => {
      if (id === 'probe') count.probes += 1;
      else if (id === 'claude-status-page') count.official += 1;
      else count.community += 1;
    });
    return { ...count, all: count.official + count.community + count.probes };
  }).sort((a, b) => a.all - b.all);
  const middle = (pick: (day: (typeof days)[number]) => number): number =>
    days.map(pick).sort((a, b) => a - b)[Math.floor(users / 2)] ?? 0;
  return {
    name:
      (troubleMs === 0 ? 'a calm day' : `a day with ${troubleMs / HOUR_MS} h of trouble`) +
      (withReddit ? ', Reddit too' : ''),
    most: days.at(-1)?.all ?? 0,
    median: middle((day) => day.all),
    official: middle((day) => day.official),
    community: middle((day) => day.community),
    probes: middle((day) => day.probes),
  };
}

const whole = (value: number, width: number): string =>
  Math.round(value).toLocaleString('en').padStart(width);

/** What is printed. */
export function politeLines(load: readonly Load[], days: readonly Day[]): readonly string[] {
  return [
    'requests per second of 1,000,000 installs in an outage of 2 h, each with a tab open and Reddit allowed',
    'source                 calm    mean   busiest second   busiest 10 s   peak ÷ mean',
    ...load.map(
      ({ id, calm, mean, peakSecond, peakTen }) =>
        `${id.padEnd(20)}${whole(calm, 7)}${whole(mean, 8)}${whole(peakSecond, 17)}${whole(peakTen, 15)}${(peakSecond / mean).toFixed(2).padStart(14)}`,
    ),
    'requests of an eight-hour user                 most   median   official   community   probes',
    ...days.map(
      ({ name, most, median, official, community, probes }) =>
        `${name.padEnd(44)}${whole(most, 7)}${whole(median, 9)}${whole(official, 11)}${whole(community, 12)}${whole(probes, 9)}`,
    ),
  ];
}
