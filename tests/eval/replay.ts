/**
 * Plays a surface through the real sensor: the page's `fetch` watched in its own world, the tab observer on a real DOM, the
 * signals that it sends checked and kept as the background does, judged every second. Only time, network and page are played.
 */

import { vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { assess } from '@/entrypoints/background/assess';
import { documentWatch } from '@/entrypoints/background/documents';
import { type Pulses, tabPulses } from '@/entrypoints/background/pulses';
import { tabMemory } from '@/entrypoints/background/records';
import { NO_HISTORY } from '@/utils/diagnosis/history';
import { NO_LOAD } from '@/utils/fixes/try-load';
import { last } from '@/utils/signals/finality';
import { SignalSchema } from '@/utils/signals/registry';
import type { Signal } from '@/utils/signals/types';
import { type Call, callOf } from './calls.ts';
import { type Clock, realmNow, settled, virtualClock, within } from './clock.ts';
import { onMessage } from './outbox.ts';
import { openPage, type Page } from './page.ts';
import type { TabState } from './tab-window.ts';
import type { Step, Surface } from './types.ts';

/** Some Tuesday in November 2026. */
const START = Date.UTC(2026, 10, 17, 13, 0, 0);
const TAB = 7;
const SECOND = 1_000;
/** Within the time that a free thread takes. */
const ANSWER_MS = 700;

export interface Played {
  /** What is told at the end. */
  readonly final: Call;
  /** All that was ever told as certain, with the ms from the beginning. */
  readonly ever: readonly (Call & { readonly at: number })[];
  /** For whoever looks into a miss. */
  readonly signals: readonly Signal[];
}

interface World {
  readonly clock: Clock;
  readonly surface: Surface;
  readonly tab: TabState;
  readonly seen: (signals: readonly unknown[]) => Promise<void>;
  readonly document: ReturnType<typeof documentWatch>;
  readonly pulses: Pulses;
  page: Page | undefined;
  pages: number;
}

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one surface, played from its first moment to its last.
export async function play(surface: Surface): Promise<Played> {
  fakeBrowser.reset();
  const clock = virtualClock(START);
  const records = tabMemory();
  const all: Signal[] = [];
  const seen = async (signals: readonly unknown[]): Promise<void> => {
    const valid = signals.flatMap((signal) => {
      const parsed = SignalSchema.safeParse(signal);
      return parsed.success ? [parsed.data] : [];
    });
    all.push(...valid);
    if (valid.length > 0) await records.add(TAB, valid);
  };
  const world: World = {
    clock,
    surface,
    seen,
    tab: { online: true, hidden: false, local: new Map() },
    document: documentWatch({
      report: (_, signal) => void seen([signal]),
      isOpen: async () => true,
      answers: () =>
        Promise.race([
          Promise.resolve(world.page?.ask()).then((answer) => answer === 'answered'),
          new Promise<boolean>((resolve) => setTimeout(resolve, ANSWER_MS, false)),
        ]),
    }),
    pulses: tabPulses({
      now: Date.now,
      ask: async () => world.page?.ask() ?? 'gone',
      stateOf: async () => ({ active: !world.tab.hidden, loading: false }),
      isHung: async () => last((await records.get(TAB)).signals, 'tab-hang')?.hung === true,
      report: (_, signal) => void seen([signal]),
    }),
    page: undefined,
    pages: 0,
  };
  onMessage((name, input) => {
    if (!clock.isAlive(realmNow())) return undefined;
    return within('background', () => {
      if (name === 'report-signals') return seen((input as { signals: unknown[] }).signals);
      return name === 'beat' ? world.pulses.beat(TAB, (input as { more: boolean }).more) : undefined;
    });
  });
  const judge = async (): Promise<Call> => {
    const record = await records.get(TAB);
    const known = {
      tabId: TAB,
      record,
      witnesses: [],
      probes: [],
      history: NO_HISTORY,
      watching: false,
      drafts: { typed: null, sent: null },
      half: null,
      run: null,
      load: NO_LOAD,
      book: null,
      backup: null,
    };
    return callOf(assess(known, clock.now(), [0, 0, 0]));
  };
  const ever: (Call & { at: number })[] = [];
  try {
    for (const moment of momentsOf(surface)) {
      await clock.advanceTo(START + moment.at);
      if (moment.step) {
        perform(world, moment.step);
        await settled();
      }
      if (!moment.looks) continue;
      const call = await judge();
      if (call.class !== 'none') ever.push({ ...call, at: moment.at });
    }
    return { final: await judge(), ever, signals: all };
  } finally {
    world.page?.close();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
    vi.useRealTimers();
  }
}

interface Moment {
  readonly at: number;
  readonly step?: Step;
  readonly looks: boolean;
}

/** Steps, and a look at every second while the machine is awake. */
function momentsOf({ steps, judgeAt }: Surface): Moment[] {
  const asleep = steps.flatMap((step) =>
    step.do === 'sleep' ? [[step.at, step.at + step.ms] as const] : [],
  );
  const moments: Moment[] = steps.map((step) => ({ at: step.at, step, looks: false }));
  for (let at = SECOND; at <= judgeAt; at += SECOND)
    if (!asleep.some(([from, to]) => at > from && at < to)) moments.push({ at, looks: true });
  return moments.sort((a, b) => a.at - b.at || Number(a.looks) - Number(b.looks));
}

function perform(world: World, step: Step): void {
  const { clock, tab, page } = world;
  switch (step.do) {
    case 'document':
      page?.close();
      world.pages += 1;
      world.page = openPage({ clock, surface: world.surface, tab, realm: `page-${world.pages}` }, step);
      world.pulses.arrived(TAB);
      if (step.status !== null) world.document({ tabId: TAB, error: null, status: step.status });
      return;
    case 'unreachable':
    case 'empty-document':
      page?.close();
      world.page = undefined;
      if (step.do === 'unreachable') world.document({ tabId: TAB, error: step.error, status: null });
      else world.document({ tabId: TAB, error: null, status: step.status });
      return;
    case 'stopped-navigation':
      world.document({ tabId: TAB, error: step.error, status: null });
      return;
    case 'visible':
      tab.hidden = !step.on;
      if (page) clock.throttle(page.realm, step.on ? 0 : (step.throttleMs ?? 0));
      tell(page, 'visibilitychange', 'document');
      return;
    case 'online':
      tab.online = step.on;
      tell(page, step.on ? 'online' : 'offline', 'window');
      return;
    case 'sleep':
      clock.sleep(step.ms, step.timers);
      return;
    case 'hang':
      for (const realm of page ? [page.realm, 'network'] : []) clock.block(realm, clock.now() + step.ms);
      return;
    default:
      if (!page) throw new Error(`${world.surface.id}: no page for ${step.do}`);
      page.perform(step);
  }
}

function tell(page: Page | undefined, name: string, on: 'window' | 'document'): void {
  if (!page) return;
  const target = on === 'window' ? page.window : page.window.document;
  within(page.realm, () => target.dispatchEvent(new page.window.Event(name)));
}
