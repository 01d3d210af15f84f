/** The calls that the background may make of its browser, in one of its lives. */
import { type Area, type BrowserWorld, copy, type Message, type TabModel } from './browser-world.ts';
import { type Life, type Listener, type Lives, never } from './lives.ts';

export const BASE = 'chrome-extension://lifeline/';

/** Each call takes a turn; a life that has ended hears no answer. */
const callsOf =
  (lives: () => Lives, life: Life) =>
  <A extends unknown[], T>(work: (...parts: A) => T | Promise<T>) =>
  (...parts: A): Promise<T> => {
    if (!lives().mayCall(life)) return never;
    return new Promise((resolve, reject) => {
      const answer = (async () => work(...parts))();
      const unlessOver = (then: () => void) => () => setImmediate(() => life.isOver || then());
      answer.then(
        (value) => unlessOver(() => resolve(value))(),
        (error) => unlessOver(() => reject(error))(),
      );
    });
  };

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: the list of what the browser offers.
export function apiOf(world: BrowserWorld, life: Life, lives: () => Lives): object {
  const call = callsOf(lives, life);
  const { stored, tabs, notices, alarms, clock } = world;
  const event = (name: string) => eventOf(world, life, name);
  const tabOf = (tabId: number): TabModel => {
    const tab = tabs.get(tabId);
    if (!tab) throw new Error(`No tab with id: ${tabId}.`);
    return tab;
  };
  const shown = ({ id, url, active, status }: TabModel) => {
    const isOurs = url.startsWith('https://claude.ai/');
    return { id, active, status, windowId: 1, incognito: false, discarded: false, ...(isOurs && { url }) };
  };
  const nothing = call(() => undefined);
  const storage = (area: 'local' | 'session') => areaOf(stored[area], call);
  return {
    storage: { local: storage('local'), session: storage('session'), onChanged: event('storage.onChanged') },
    alarms: {
      get: call((name: string) => {
        const found = alarms.get(name);
        return found && { name, scheduledTime: found.scheduledTime };
      }),
      create: call(alarms.create),
      clear: call(alarms.clear),
      onAlarm: event('alarms.onAlarm'),
    },
    tabs: {
      get: call((tabId: number) => shown(tabOf(tabId))),
      query: call(({ url, active }: { url?: string; active?: boolean }) =>
        [...tabs.values()]
          .filter(
            (tab) =>
              (active === undefined || tab.active === active) &&
              (!url || tab.url.startsWith('https://claude.ai/')),
          )
          .map(shown),
      ),
      sendMessage: call(async (tabId: number, message: Message) => {
        const { hears } = tabOf(tabId);
        if (!hears) throw new Error('Could not establish connection. Receiving end does not exist.');
        return copy(await hears(copy(message)));
      }),
      reload: call((tabId: number) => tabOf(tabId).reload()),
      update: call((tabId: number, { url }: { url?: string }) => {
        if (url !== undefined) tabOf(tabId).open(url);
        return shown(tabOf(tabId));
      }),
      create: call(() => ({ id: 1 })),
      onRemoved: event('tabs.onRemoved'),
      onUpdated: event('tabs.onUpdated'),
    },
    webRequest: {
      onBeforeRequest: event('webRequest.onBeforeRequest'),
      onCompleted: event('webRequest.onCompleted'),
      onErrorOccurred: event('webRequest.onErrorOccurred'),
    },
    runtime: {
      id: 'lifeline',
      getURL: (path: string) => BASE + path.replace(/^\//, ''),
      getManifest: () => ({ version: '1.0.0', content_scripts: [] }),
      getPlatformInfo: call(() => ({ os: 'linux' })),
      getContexts: call(() => []),
      sendMessage: call(() => Promise.reject(new Error('Receiving end does not exist.'))),
      onMessage: event('runtime.onMessage'),
      onStartup: event('runtime.onStartup'),
      onInstalled: event('runtime.onInstalled'),
    },
    notifications: {
      create: call((id: string) => {
        notices.push({ id, at: clock.now() });
        return id;
      }),
      clear: nothing,
      onClicked: event('notifications.onClicked'),
    },
    permissions: {
      contains: call(({ origins }: { origins?: readonly string[] }) => origins === undefined),
      onAdded: event('permissions.onAdded'),
      onRemoved: event('permissions.onRemoved'),
    },
    action: Object.fromEntries(
      [
        'setBadgeText',
        'setBadgeBackgroundColor',
        'setBadgeTextColor',
        'setTitle',
        'setIcon',
        'openPopup',
      ].map((name) => [name, nothing]),
    ),
    scripting: { executeScript: call(() => [{ result: null }]) },
    windows: { update: nothing, create: nothing },
    management: { getSelf: call(() => ({ installType: 'development' })) },
    i18n: { getMessage: (key: string) => (key === 'lang' ? 'en' : key), getUILanguage: () => 'en' },
    downloads: { download: call(() => 1), onChanged: event('downloads.onChanged') },
  };
}

type Call = ReturnType<typeof callsOf>;

const areaOf = (area: Area, call: Call) => ({
  get: call((keys: string | readonly string[]) =>
    copy(Object.fromEntries([keys].flat().flatMap((key) => (key in area ? [[key, area[key]]] : [])))),
  ),
  set: call((values: Area) => void Object.assign(area, copy(values))),
  remove: call((keys: string | readonly string[]) => {
    for (const key of [keys].flat()) delete area[key];
  }),
});

/** The browser remembers who was listening when the life ended. */
function eventOf({ heeded }: BrowserWorld, life: Life, name: string): object {
  const listeners = new Set<Listener>();
  life.heard.set(name, listeners);
  return {
    addListener: (listener: Listener) => {
      if (life.isOver) return;
      listeners.add(listener);
      heeded.add(name);
    },
    removeListener: (listener: Listener) => {
      if (life.isOver) return;
      listeners.delete(listener);
      if (listeners.size === 0) heeded.delete(name);
    },
    hasListener: (listener: Listener) => listeners.has(listener),
  };
}
