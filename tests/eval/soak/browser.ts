/** A browser in memory: what it keeps, its tabs, its alarms, and the calls that the background may make of it. */

import { apiOf } from './browser-api.ts';
import { type Area, alarmsOn, copy, type Message, type TabModel } from './browser-world.ts';
import type { SoakClock } from './clock.ts';
import type { Life, Lives } from './lives.ts';

export interface SoakBrowser {
  readonly stored: Readonly<Record<'local' | 'session', Area>>;
  readonly tabs: Map<number, TabModel>;
  readonly notices: { readonly id: string; readonly at: number }[];
  /** To all listeners of the background, which wakes for it when it was listening. */
  readonly tell: (event: string, ...parts: unknown[]) => void;
  /** A message to the background; undefined when it died over it. */
  readonly ask: (sender: object, message: Message) => Promise<unknown>;
  readonly apiOf: (life: Life) => object;
  /** The clock was set: alarms go by it. */
  readonly clockWasSet: () => void;
}

export function soakBrowser(clock: SoakClock, lives: () => Lives): SoakBrowser {
  const stored: Record<'local' | 'session', Area> = { local: {}, session: {} };
  const tabs = new Map<number, TabModel>();
  const notices: { id: string; at: number }[] = [];
  const heeded = new Set<string>();
  const wake = (event: string): Life | undefined =>
    lives().current() ?? (heeded.has(event) ? lives().running() : undefined);
  const tell = (event: string, ...parts: unknown[]): void => {
    const life = wake(event);
    if (!life) return;
    life.busyAt = clock.elapsed();
    for (const listener of [...(life.heard.get(event) ?? [])]) listener(...(parts as never[]));
  };
  const ask = (sender: object, message: Message): Promise<unknown> =>
    new Promise((resolve) => {
      const life = lives().running();
      life.busyAt = clock.elapsed();
      const debt = { since: clock.elapsed(), gone: () => resolve(undefined) };
      life.owes.add(debt);
      const respond = (answer: unknown): void => {
        life.owes.delete(debt);
        if (!life.isOver) resolve(copy(answer));
      };
      const heard = life.heard.get('runtime.onMessage') ?? [];
      const takes = [...heard].some((listener) =>
        (listener as (...parts: unknown[]) => unknown)(copy(message), sender, respond),
      );
      if (!takes) respond(undefined);
    });
  const alarms = alarmsOn(clock, (name) => tell('alarms.onAlarm', { name }));
  const world = { stored, tabs, notices, heeded, clock, alarms };
  return {
    stored,
    tabs,
    notices,
    tell,
    ask,
    clockWasSet: alarms.again,
    apiOf: (life) => apiOf(world, life, lives),
  };
}
