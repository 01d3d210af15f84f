/** The machine of one day: browser, background, network and clock, and what is counted. */
import { IDBFactory } from 'fake-indexeddb';
import { type Random, randomFrom } from '../random.ts';
import { type SoakBrowser, soakBrowser } from './browser.ts';
import { BASE } from './browser-api.ts';
import { type SoakClock, soakClock, stillness } from './clock.ts';
import { type Lives, livesOn } from './lives.ts';
import { type Outside, outsideOf, type ServerChat } from './outside.ts';
import { type DayPlan, dayPlan, type Trouble, troubleAt } from './plan.ts';
import { backgroundScript, type Script } from './script.ts';

/** Germany's clocks go back an hour in the middle of it. */
const ZONE = 'Europe/Berlin';
const GOES_BACK = Date.UTC(2026, 9, 25, 1);
const DYING_CALLS = 40;

export interface Missed {
  readonly bar: 'drafts' | 'snapshots' | 'duplicates' | 'errors' | 'greens' | 'unfinished';
  readonly what: string;
}

export interface SoakWorld {
  readonly clock: SoakClock;
  readonly browser: SoakBrowser;
  readonly lives: Lives;
  readonly script: Script;
  readonly outside: Outside;
  readonly plan: DayPlan;
  readonly random: Random;
  readonly disk: IDBFactory;
  readonly counts: Counts;
  /** Texts that the background has been told of, and that must not be lost. */
  readonly owed: Map<string, { readonly text: string; readonly chatId: string }>;
  readonly trouble: () => Trouble | undefined;
  /** The next one. */
  readonly number: () => number;
  readonly pass: (ms: number) => Promise<void>;
  /** Time goes by until it has come to its end, or nobody would wait any longer. */
  readonly until: <T>(work: Promise<T>) => Promise<T | undefined>;
  readonly server: (chat: ServerChat) => {
    readonly received: (key: string, text: string) => void;
    readonly answered: (text: string) => void;
  };
  /** Somebody looks: what the popup would show. */
  readonly view: (
    tabId: number,
    how?: 'opened' | 'still',
  ) => Promise<{ verdict: { id: string; reason: string } } | null>;
  readonly fix: (tabId: number, fix: string) => Promise<unknown>;
  readonly missed: (bar: Missed['bar'], what: string) => void;
  readonly all: readonly Missed[];
  readonly isOver: () => boolean;
}

interface Counts {
  readonly add: (name: string) => void;
  readonly of: (name: string) => number;
  readonly lines: () => readonly string[];
}

function counting(): Counts {
  const counts = new Map<string, number>();
  return {
    add: (name) => void counts.set(name, (counts.get(name) ?? 0) + 1),
    of: (name) => counts.get(name) ?? 0,
    lines: () => [...counts].map(([name, count]) => `${name}: ${count}`),
  };
}

export interface SoakOptions {
  readonly code: string;
  readonly hours: number;
  readonly seed: number;
  /** One bar that is missed is enough: the day is over then. */
  readonly stopAt?: Missed['bar'];
}

export function soakWorld({ code, hours, seed, stopAt }: SoakOptions): SoakWorld {
  process.env.TZ = ZONE;
  const random = randomFrom(seed);
  const plan = dayPlan(hours, random);
  const still = stillness();
  const clock = soakClock(GOES_BACK - plan.lengthMs / 2, still.settled);
  let last = 0;
  const all: Missed[] = [];
  const counts = counting();
  const missed = (bar: Missed['bar'], what: string): void => {
    all.push({ bar, what: `${hour(clock.elapsed())} ${what}` });
  };
  const disk = new IDBFactory();
  const lives = livesOn(clock, (life) => script.run(life));
  const browser = soakBrowser(clock, () => lives);
  const outside = outsideOf(clock, plan, {});
  const complained = (what: string): void => missed('errors', what);
  const { apiOf } = browser;
  const script = backgroundScript(code, {
    ...{ clock, still, disk, apiOf, complained, fetch: outside.fetch },
    random: randomFrom(seed + 1),
  });
  const trouble = (): Trouble | undefined => troubleAt(plan, clock.elapsed())?.kind;
  const page = { id: 'lifeline', url: `${BASE}popup.html` };
  const asPage = async (name: string, input: object) => {
    const answer = ((await browser.ask(page, { name, input })) ??
      (await browser.ask(page, { name, input }))) as { ok: boolean; value: never } | undefined;
    return answer?.ok ? answer.value : null;
  };
  happen({ clock, lives, browser, plan, random });
  return {
    ...{ clock, browser, lives, script, outside, plan, random, disk, counts, trouble, missed, all },
    owed: new Map(),
    number: () => {
      last += 1;
      return last;
    },
    isOver: () => clock.elapsed() >= plan.lengthMs || all.some(({ bar }) => bar === stopAt),
    pass: clock.pass,
    until: (work) => untilDone(clock, work),
    server: (chat) => serverOf(chat, clock, missed),
    view: (tabId, how) => asPage('get-view', { tabId, ...(how && { [how]: true }) }),
    fix: (tabId, fix) => asPage('start-fix', { tabId, fix }),
  };
}

const STEP_MS = 250;
const PATIENCE_MS = 60_000;

async function untilDone<T>(clock: SoakClock, work: Promise<T>): Promise<T | undefined> {
  let done: { readonly value: T } | undefined;
  void work.then((value) => {
    done = { value };
  });
  const end = clock.elapsed() + PATIENCE_MS;
  for (await clock.pass(0); !done && clock.elapsed() < end; ) await clock.pass(STEP_MS);
  return done?.value;
}

const hour = (elapsed: number): string => `hour ${(elapsed / 3_600_000).toFixed(2)}:`;

/** claude.ai's server knows a message by its key only where it has one; the same one twice is twice in the chat. */
function serverOf(chat: ServerChat, clock: SoakClock, missed: SoakWorld['missed']) {
  return {
    received: (key: string, text: string): void => {
      if (chat.messages.some((one) => one.key === key))
        missed('duplicates', `a message stands twice: ${text.slice(0, 40)}`);
      chat.messages.push({ key, sender: 'human', text, at: clock.now() });
    },
    answered: (text: string): void => {
      const key = `${chat.id} reply ${chat.messages.length}`;
      chat.messages.push({ key, sender: 'assistant', text, at: clock.now() });
    },
  };
}

type Sky = Pick<SoakWorld, 'clock' | 'lives' | 'browser' | 'plan' | 'random'>;

/** What the day brings by itself. */
function happen({ clock, lives, browser, plan, random }: Sky): void {
  const sky = {};
  for (const { at, ms } of plan.sleeps) clock.later(sky, at, () => clock.sleep(ms));
  for (const { at, ms } of plan.steps)
    clock.later(sky, at, () => {
      clock.step(ms);
      browser.clockWasSet();
    });
  for (const at of plan.kills) clock.later(sky, at, () => lives.doom(random.whole(1, DYING_CALLS)));
  clock.later(sky, plan.awake.from, () => lives.stayAwake(true));
  clock.later(sky, plan.awake.to, () => lives.stayAwake(false));
}
