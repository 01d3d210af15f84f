import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * In front of each script of the extension: its clock is the real one and so many ms more, which stand in the browser's storage, and
 * its alarms go by that clock, as the browser's do by the machine's.
 */
const CLOCK = `(() => {
  if (globalThis.drillClock) return;
  const Real = Date;
  const clock = (globalThis.drillClock = { shift: 0 });
  class Shifted extends Real {
    constructor(...parts) {
      if (parts.length > 0) super(...parts);
      else super(Shifted.now());
    }
    static now() {
      return Real.now() + clock.shift;
    }
  }
  globalThis.Date = Shifted;
  const api = globalThis.chrome;
  if (!api?.storage) return;
  const { alarms } = api;
  const set = async (shift) => {
    const before = clock.shift;
    clock.shift = shift;
    if (!alarms || !globalThis.ServiceWorkerGlobalScope) return;
    for (const one of await getAll()) create(one.name, { when: one.scheduledTime + before - shift });
  };
  const create = alarms?.create.bind(alarms);
  const get = alarms?.get.bind(alarms);
  const getAll = alarms?.getAll.bind(alarms);
  if (alarms) {
    alarms.create = (name, { when, ...rest }) => create(name, { ...rest, when: when - clock.shift });
    alarms.get = async (name) => {
      const found = await get(name);
      return found && { ...found, scheduledTime: found.scheduledTime + clock.shift };
    };
  }
  api.storage.local.get('drill-clock').then((found) => {
    clock.shift = found['drill-clock'] ?? 0;
  });
  api.storage.onChanged.addListener((changes, area) => {
    if (area === 'local' && changes['drill-clock']) set(changes['drill-clock'].newValue ?? 0);
  });
})();
`;

/** These run in the page's own world, whose clock is set from outside. */
const OF_THE_PAGE = /page-observer/;

/** A copy of the build whose clock can be set. */
export function clockedBuild(extensionPath: string, folder: string): string {
  const copy = join(folder, 'clocked');
  cpSync(extensionPath, copy, { recursive: true });
  for (const name of readdirSync(copy, { recursive: true, encoding: 'utf8' })) {
    const path = join(copy, name);
    if (!name.endsWith('.js') || OF_THE_PAGE.test(name) || !statSync(path).isFile()) continue;
    writeFileSync(path, CLOCK + readFileSync(path, 'utf8'));
  }
  return copy;
}

/** For each new document of a page: its clock is that of \`drillShift\`. */
export function shiftPage(shift: number): void {
  const clock = globalThis as unknown as { drillShift?: number };
  const isFirst = clock.drillShift === undefined;
  clock.drillShift = shift;
  if (!isFirst) return;
  const Real = Date;
  class Shifted extends Real {
    constructor(...parts: [number?]) {
      super(...((parts.length > 0 ? parts : [Shifted.now()]) as [number]));
    }
    static override now(): number {
      return Real.now() + (clock.drillShift ?? 0);
    }
  }
  globalThis.Date = Shifted as DateConstructor;
}
