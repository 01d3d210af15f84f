/** What a browser holds: what is stored, its tabs, and its alarms. */
import type { SoakClock } from './clock.ts';

export type Area = Record<string, unknown>;
export type Message = { readonly name: string; readonly input: unknown };

export interface TabModel {
  readonly id: number;
  url: string;
  active: boolean;
  status: 'loading' | 'complete';
  /** What stands in it hears the background; null for a page without a script of ours. */
  hears: ((message: Message) => Promise<unknown>) | null;
  /** The browser was told to load it anew. */
  readonly reload: () => void;
  readonly open: (url: string) => void;
}

export interface BrowserWorld {
  readonly stored: Record<'local' | 'session', Area>;
  readonly tabs: Map<number, TabModel>;
  readonly notices: { id: string; at: number }[];
  readonly heeded: Set<string>;
  readonly clock: SoakClock;
  readonly alarms: Alarms;
}

interface Alarm {
  readonly name: string;
  readonly scheduledTime: number;
  timer: number;
}

/** As it comes out at the other side. */
export const copy = <T>(value: T): T =>
  value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T);

type Alarms = ReturnType<typeof alarmsOn>;

export function alarmsOn(clock: SoakClock, goesOff: (name: string) => void) {
  const browser = {};
  const alarms = new Map<string, Alarm>();
  const arm = (alarm: Alarm): void => {
    clock.clear(alarm.timer);
    alarm.timer = clock.later(browser, alarm.scheduledTime - clock.now(), () => {
      if (alarms.get(alarm.name) === alarm) alarms.delete(alarm.name);
      goesOff(alarm.name);
    });
  };
  return {
    get: (name: string) => alarms.get(name),
    clear: (name: string): boolean => {
      clock.clear(alarms.get(name)?.timer ?? -1);
      return alarms.delete(name);
    },
    create: (name: string, { when }: { readonly when: number }): void => {
      clock.clear(alarms.get(name)?.timer ?? -1);
      const alarm = { name, scheduledTime: when, timer: -1 };
      alarms.set(name, alarm);
      arm(alarm);
    },
    again: () => alarms.forEach(arm),
  };
}
