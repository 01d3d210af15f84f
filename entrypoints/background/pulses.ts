import type { SignalOf } from '@/utils/signals/types';

/** A tab that somebody uses beats this often; see the tab's own pulse. */
const BEAT_MS = 5_000;
/** A beat that is late by this much is asked after. */
const LATE_MS = 10_000;
/** A tab whose thread is free answers at once. */
const ANSWER_MS = 5_000;
/** Somebody has opened the popup and waits. */
const LOOK_MS = 2_500;
/** A document has arrived: its scripts run within this time, unless they are slow to load. */
const ARRIVAL_MS = 15_000;
const ARRIVAL_ANSWER_MS = 10_000;
/** The last word of the page before may come this much later than the document. */
const LEAVING_MS = 5_000;
/** A timer that is late by this much was held back: the machine slept, or its clock was set. */
const SLEPT_MS = 2_000;

/** `gone`: nobody is there to answer, as in a tab that is closed, discarded, crashed, or on its way elsewhere. */
export type Answer = 'answered' | 'gone';

export interface PulseEdges {
  readonly now: () => number;
  /** Settles when the tab answers, however long that takes. `arriving`: our script may not be there yet. */
  readonly ask: (tabId: number, arriving: boolean) => Promise<Answer>;
  readonly stateOf: (tabId: number) => Promise<{ readonly active: boolean; readonly loading: boolean }>;
  /** Whether the tab counts as hung: also a worker that has just woken must know. */
  readonly isHung: (tabId: number) => Promise<boolean>;
  readonly report: (tabId: number, signal: SignalOf<'tab-hang'>) => void;
}

/** Notices tabs whose main thread is blocked. Keeps no timer while no beat is expected. */
export interface Pulses {
  /** A tab lives. `more`: it will beat again. */
  readonly beat: (tabId: number, more: boolean) => Promise<void>;
  /** Somebody looks at what is said of this tab. */
  readonly look: (tabId: number) => Promise<void>;
  /** A document has arrived in the tab, and should be heard of soon. */
  readonly arrived: (tabId: number) => void;
  readonly forget: (tabId: number) => void;
}

interface Pulse {
  heardAt: number;
  arrivedAt: number;
  /** What the timer waits for; `rest`: nothing. */
  expects: 'rest' | 'beat' | 'arrival' | 'answer';
  timer?: ReturnType<typeof setTimeout>;
  /** Number of the question that is still open; 0 for none. */
  asked: number;
}

const rest = (pulse: Pulse): void => {
  clearTimeout(pulse.timer);
  pulse.expects = 'rest';
};

/** Calls back after so much time of a machine that was awake. */
function wait(
  now: () => number,
  pulse: Pulse,
  expects: Pulse['expects'],
  ms: number,
  then: () => void,
): void {
  clearTimeout(pulse.timer);
  pulse.expects = expects;
  const due = now() + ms;
  pulse.timer = setTimeout(() => {
    if (Math.abs(now() - due) > SLEPT_MS) wait(now, pulse, expects, ms, then);
    else then();
  }, ms);
}

/** Asks a tab whether it answers, and tells when it doesn't. */
function questioner(edges: PulseEdges, of: (tabId: number) => Pulse) {
  const { now, report } = edges;
  let questions = 0;
  const alive = async (tabId: number): Promise<void> => {
    if (await edges.isHung(tabId)) report(tabId, { kind: 'tab-hang', at: now(), hung: false, silentMs: 0 });
  };
  const hung = async (tabId: number, pulse: Pulse, silentSince: number): Promise<void> => {
    const { asked } = pulse;
    rest(pulse);
    if ((await edges.isHung(tabId)) || pulse.asked !== asked) return; // said before, or answered meanwhile
    const at = now();
    report(tabId, { kind: 'tab-hang', at, hung: true, silentMs: Math.max(0, at - silentSince) });
  };
  const ask = (tabId: number, limitMs: number, silentSince: number, answered?: () => void): void => {
    const pulse = of(tabId);
    const arriving = pulse.expects === 'arrival';
    wait(now, pulse, 'answer', limitMs, () => void hung(tabId, pulse, silentSince));
    if (pulse.asked !== 0) return; // still open
    questions += 1;
    const question = questions;
    pulse.asked = question;
    void edges.ask(tabId, arriving).then((answer) => {
      if (pulse.asked !== question) return; // it has been heard since
      pulse.asked = 0;
      rest(pulse);
      if (answer === 'answered') answered?.();
      return alive(tabId); // one that is gone doesn't hang either
    });
  };
  return { alive, ask };
}

export function tabPulses(edges: PulseEdges): Pulses {
  const { now, stateOf } = edges;
  const pulses = new Map<number, Pulse>();
  const of = (tabId: number): Pulse => {
    const pulse = pulses.get(tabId) ?? { heardAt: now(), arrivedAt: 0, expects: 'rest', asked: 0 };
    pulses.set(tabId, pulse);
    return pulse;
  };
  const { alive, ask } = questioner(edges, of);
  const awaitBeat = (tabId: number): void => {
    const pulse = of(tabId);
    pulse.heardAt = now();
    wait(now, pulse, 'beat', BEAT_MS + LATE_MS, () => ask(tabId, ANSWER_MS, pulse.heardAt));
  };
  const awaitArrival = (tabId: number): void => {
    const pulse = of(tabId);
    const look = async (): Promise<void> => {
      const { active, loading } = await stateOf(tabId);
      if (pulse.expects !== 'arrival') return;
      // One that is through with loading holds no script of ours, for whatever reason.
      if (active && loading) ask(tabId, ARRIVAL_ANSWER_MS, now());
      else rest(pulse);
    };
    wait(now, pulse, 'arrival', ARRIVAL_MS, () => void look());
  };
  return {
    beat: async (tabId, more) => {
      // The last word of a tab that has been closed may come after all.
      const pulse = more ? of(tabId) : pulses.get(tabId);
      if (pulse) {
        pulse.asked = 0;
        rest(pulse);
      }
      if (more) awaitBeat(tabId);
      else if (pulse && now() - pulse.arrivedAt < LEAVING_MS) awaitArrival(tabId);
      await alive(tabId);
    },
    look: async (tabId) => {
      const { active, loading } = await stateOf(tabId);
      // A hidden tab may be frozen by the browser, one that loads has its thread full, one that is closed is neither.
      if (!active || loading) return;
      const pulse = of(tabId);
      if (pulse.expects === 'answer') return;
      if (pulse.expects === 'beat') ask(tabId, LOOK_MS, pulse.heardAt, () => awaitBeat(tabId));
      else ask(tabId, LOOK_MS, now());
    },
    arrived: (tabId) => {
      const pulse = of(tabId);
      pulse.arrivedAt = now();
      if (pulse.expects === 'beat') return; // its script was faster, or the page before has yet to say its last
      pulse.asked = 0; // that was for the page before
      awaitArrival(tabId);
    },
    forget: (tabId) => {
      const pulse = pulses.get(tabId);
      pulses.delete(tabId);
      if (!pulse) return;
      pulse.asked = 0; // whatever is still under way for it comes to nothing
      rest(pulse);
    },
  };
}
