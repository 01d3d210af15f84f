/**
 * Ten thousand people and a server that fails: what "Try again" costs it, and whether a message is ever sent twice. The plan, its
 * conditions and the breaker are the code as it ships; the steps are performed here as the executor does it. Claude.ai's page
 * tries by itself, on the schedule that its bundle holds. People are unkind: whoever is offered the fix presses it.
 */

import { loadOf, NO_LOAD, type TryLoad, withOutcomes, withVain } from '@/utils/fixes/try-load';
import { openUntil, turnOf } from '@/utils/fixes/turn';
import type { Fix, FixContext, Step } from '@/utils/fixes/types';
import { type Random, randomFrom } from './random.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 8 * HOUR_MS;
const SENDS_EVERY_MS = 4 * MINUTE_MS;
/** Incidents of Claude: half are over within 57 minutes, quartiles 26 and 99. */
const OUTAGE = { median: 57 * MINUTE_MS, sigma: 0.99 };
const QUIET_FAILURES = 0.005;

type Kind = 'server' | 'overloaded' | 'network' | 'busy' | 'cut' | 'limit';

/** Waits of the page before each try of its own. */
const PAGE_WAITS: Readonly<Record<Kind, readonly number[]>> = {
  server: [8_000, 12_000],
  overloaded: [8_000, 12_000, 18_000, 27_000, 40_500],
  network: [500, 1_000, 2_000, 4_000, 8_000, 8_000],
  // With Retry-After on it.
  busy: [8_000, 12_000],
  cut: [],
  limit: [],
};
/** The server has taken the message, and nobody could tell the page so. */
const TAKEN_SHARE: Readonly<Record<Kind, number>> = {
  ...{ server: 0.3, overloaded: 0, network: 0.5, busy: 0, cut: 1, limit: 0 },
};
const KINDS: readonly (readonly [Kind, number])[] = [
  ...([
    ['server', 0.4],
    ['overloaded', 0.25],
    ['network', 0.1],
    ['busy', 0.15],
    ['cut', 0.07],
    ['limit', 0.03],
  ] as const),
];

export interface Tally {
  clients: number;
  /** Without Lifeline: messages, and what the page tries by itself. */
  own: number;
  /** Because of Lifeline: its tries, and what the page then tries by itself. */
  added: number;
  messages: number;
  failed: number;
  /** Messages that the server has more than once. */
  duplicates: number;
  runs: number;
  helped: number;
  /** Handed over to "tell me when it's back". */
  handedOver: number;
  mostTries: number;
  /** Presses that should not have been. */
  whilePageTries: number;
  beforeRetryAfter: number;
  afterOutput: number;
  /** How often the situation arose at all: a rule that was never put to the test proves nothing. */
  metPageTries: number;
  metRetryAfter: number;
  metOutput: number;
}

const nothing = (): Tally => ({
  ...{ clients: 0, own: 0, added: 0, messages: 0, failed: 0, duplicates: 0, runs: 0, helped: 0 },
  ...{ handedOver: 0, mostTries: 0, whilePageTries: 0, beforeRetryAfter: 0, afterOutput: 0 },
  ...{ metPageTries: 0, metRetryAfter: 0, metOutput: 0 },
});

type RetryFix = Pick<Fix, 'available' | 'plan'>;

/** A message on the server's side: under how many keys it has it. */
interface Message {
  keys: Set<number>;
  key: number;
}

/** What the user sees once the page has given up, or has got an answer. */
interface Round {
  readonly worked: boolean;
  readonly outputBegan: boolean;
  readonly limited: boolean;
  readonly asked: { readonly at: number; readonly ms: number } | null;
}

interface Client {
  readonly random: Random;
  readonly tally: Tally;
  readonly outage: { readonly from: number; readonly to: number; readonly share: number };
  now: number;
  load: TryLoad;
  nextKey: number;
}

function kindOf(random: Random): Kind {
  let left = random.next();
  for (const [kind, share] of KINDS) {
    left -= share;
    if (left < 0) return kind;
  }
  return 'server';
}

const fails = ({ now, outage, random }: Client): boolean =>
  random.chance(now >= outage.from && now < outage.to ? outage.share : QUIET_FAILURES);

/** One message as the page sends it: a try, and its own ones while it fails. `because`: on whose account they go. */
function pageSends(client: Client, message: Message, because: 'own' | 'added'): Round {
  const { random, tally } = client;
  const kind = kindOf(random);
  let asked: Round['asked'] = null;
  for (const wait of [0, ...PAGE_WAITS[kind]]) {
    client.now += wait * (1 + random.next() * 0.15);
    tally[because] += 1;
    const failed = fails(client);
    if (!failed || random.chance(TAKEN_SHARE[kind])) message.keys.add(message.key);
    client.now += random.between(200, 2_000);
    // What was cut off has come in part: for the rate it counts as answered, for the user as broken.
    note(client, failed);
    if (!failed) return { worked: true, outputBegan: false, limited: false, asked: null };
    if (kind === 'busy') asked = { at: client.now, ms: Math.round(random.between(2, 120)) * SECOND_MS };
  }
  return { worked: false, outputBegan: kind === 'cut', limited: kind === 'limit', asked };
}

/** As the background keeps it: by the try, in the order of time. */
function note(client: Client, failed: boolean): void {
  const outcome = { key: String(client.nextKey++), what: 'send', at: client.now, ok: !failed } as const;
  const rest = { model: null, code: null, isPrivate: true };
  client.load = withOutcomes(client.load, [{ ...outcome, ...rest }], client.now);
}

const contextOf = (client: Client, { outputBegan, asked }: Round, pageRetries: boolean): FixContext => ({
  failed: 'send',
  outputBegan,
  draft: null,
  conversationId: 'chat',
  retryAfterMs: asked?.ms ?? null,
  jitter: [client.random.next(), client.random.next(), client.random.next()],
  more: { pageRetries, breakerIsOpen: openUntil(loadOf(client.load, 'send'), client.now) !== null },
});

/** The steps as the executor performs them. The problem as the executor names it; null when a reply has come. */
function run(client: Client, message: Message, first: Round, steps: readonly Step[]): string | null {
  const { random, tally } = client;
  let last = first;
  let tries = 0;
  // In a few cases the page had not given up after all, and begins again while Lifeline counts down.
  const pageUntil = random.chance(0.05) ? client.now + random.between(1, 20) * SECOND_MS : 0;
  for (const step of steps) {
    if (step.verb === 'wait') client.now += step.ms;
    if (step.verb === 'await-turn') {
      for (;;) {
        const pageRetries = client.now < pageUntil;
        if (pageRetries) tally.metPageTries += 1;
        const turn = turnOf(
          { ...loadOf(client.load, 'send'), asked: last.asked, pageRetries, outputBegan: last.outputBegan },
          client.now,
        );
        if (turn.go === 'now') break;
        if (turn.go === 'never') {
          tally.handedOver += 1;
          return turn.problem;
        }
        client.now = turn.at;
      }
    }
    if (step.verb === 'press-retry' || step.verb === 'fill-composer') {
      tries += 1;
      tally.mostTries = Math.max(tally.mostTries, tries);
      if (client.now < pageUntil) tally.whilePageTries += 1;
      if (last.asked && client.now < last.asked.at + last.asked.ms) tally.beforeRetryAfter += 1;
      if (last.outputBegan) tally.afterOutput += 1;
      // The page's own control repeats the message under its key; a message that is typed anew gets a new one.
      if (step.verb === 'fill-composer') message.key = client.nextKey++;
      last = pageSends(client, message, 'added');
      if (last.worked) return null;
    }
  }
  return 'still_failing';
}

function live(client: Client, fix: RetryFix): void {
  const { random, tally } = client;
  const from = client.now;
  while (client.now < from + DAY_MS) {
    client.now += random.exponential(SENDS_EVERY_MS);
    const key = client.nextKey++;
    const message: Message = { keys: new Set(), key };
    tally.messages += 1;
    // Impatient: the button is looked for while the page still tries.
    if (random.chance(0.2) && fix.available(contextOf(client, NEVER, true))) tally.whilePageTries += 1;
    const round = pageSends(client, message, 'own');
    if (!round.worked) {
      tally.failed += 1;
      afterFailure(client, message, round, fix);
    }
    // 409: a key that the server knows is no second message.
    if (message.keys.size > 1) tally.duplicates += 1;
  }
}

const NEVER: Round = { worked: false, outputBegan: false, limited: false, asked: null };

function afterFailure(client: Client, message: Message, round: Round, fix: RetryFix): void {
  const { random, tally } = client;
  if (round.asked) tally.metRetryAfter += 1;
  if (round.outputBegan) tally.metOutput += 1;
  // A limit is another verdict, which has no trying again.
  if (round.limited) return;
  const context = contextOf(client, round, false);
  if (!fix.available(context)) return;
  // He takes a moment to see the button; the wait that the server asked for began before.
  client.now += random.between(0.3, 6) * SECOND_MS;
  tally.runs += 1;
  const steps = fix.plan(context);
  const problem = run(client, message, round, steps);
  if (problem === null) tally.helped += 1;
  const state = problem === null ? 'done' : 'failed';
  client.load = withVain(client.load, { fix: 'wait-and-retry', state, problem, steps, stepAt: client.now });
}

/** `total`: share of the people who can send nothing at all while it lasts; for the others it comes and goes. */
export function tryAgain(seed: number, clients: number, fix: RetryFix, total = 0.5): Tally {
  const random = randomFrom(seed);
  const tally = nothing();
  for (let index = 0; index < clients; index += 1) {
    const from = random.between(0, DAY_MS);
    const lasts = random.lognormal(OUTAGE.median, OUTAGE.sigma);
    const share = random.chance(total) ? 1 : 0.4;
    tally.clients += 1;
    const client: Client = {
      ...{ random, tally, now: 0, load: NO_LOAD, nextKey: 1 },
      outage: { from, to: from + lasts, share },
    };
    live(client, fix);
  }
  return tally;
}

const count = (value: number): string => value.toLocaleString('en').padStart(10);

/** What is printed. */
export const retryLines = (tally: Tally): readonly string[] => [
  `${count(tally.clients)} people, eight hours, one incident each (median 57 min); all press "Try again" whenever it is offered`,
  `${count(tally.messages)} messages, of which ${tally.failed.toLocaleString('en')} failed for good`,
  `${count(tally.own)} requests without Lifeline, the page's own tries among them`,
  `${count(tally.added)} added: ${((100 * tally.added) / tally.own).toFixed(1)} %`,
  `${count(tally.runs)} runs: ${tally.helped.toLocaleString('en')} helped, ${tally.handedOver.toLocaleString('en')} ended by the breaker or a long Retry-After; at most ${tally.mostTries} tries each`,
  `${count(tally.duplicates)} messages that the server has twice`,
  `put to the test: ${tally.metRetryAfter.toLocaleString('en')} times Retry-After, ${tally.metOutput.toLocaleString('en')} cut answers, ${tally.metPageTries.toLocaleString('en')} looks while the page tried`,
];
