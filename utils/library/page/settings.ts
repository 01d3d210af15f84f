import { DEFAULT_SETTINGS, type LastExport, type Settings, type SettingsState } from '@/utils/settings/types';
import type { SourceId } from '@/utils/status/types';

/** The place of the view in the address of the library page. */
export const SETTINGS = 'settings';

export interface SettingsEdges {
  readonly item: {
    readonly get: () => Promise<Settings>;
    readonly update: (change: (settings: Settings) => Settings) => Promise<Settings>;
    readonly isNewer: () => Promise<boolean>;
  };
  /** Whether the source may be reached; undefined for one that needs no permission. */
  readonly hostOf: (id: SourceId) => Asked | undefined;
  readonly notifications: Asked;
  /** What was kept of private windows goes, when nothing of them is to be kept. */
  readonly letPrivateGo: () => Promise<unknown>;
  readonly schedule: Schedule;
  readonly onChange: () => void;
}

/** Backups that are written by themselves. */
interface Schedule {
  readonly last: () => Promise<LastExport | null>;
  readonly downloads: Asked;
  /** The choice has changed: the background looks again. */
  readonly changed: () => Promise<unknown>;
}

/** A permission. `request` is called within the click, before anything else: browsers take it only there. */
interface Asked {
  readonly has: () => Promise<boolean>;
  readonly request: () => Promise<boolean>;
  /** What is not used any more is given back. */
  readonly drop?: () => Promise<unknown>;
}

/** What the settings view knows and does, without a browser. Saved at once; the background reads them at its next look. */
export function createSettings(edges: SettingsEdges) {
  let state: SettingsState = { settings: null, mayNotify: false, hosts: {}, lastExport: null, news: null };
  const set = (change: Partial<SettingsState>): void => {
    state = { ...state, ...change };
    edges.onChange();
  };
  const refresh = async (): Promise<void> => {
    const settings = await edges.item.get();
    set({
      settings,
      mayNotify: await edges.notifications.has(),
      hosts: await allowedHosts(edges, settings),
      lastExport: await edges.schedule.last(),
      isNewer: await edges.item.isNewer(),
    });
  };
  const save = async (change: (settings: Settings) => Settings, news: SettingsState['news'] = 'saved') => {
    try {
      const settings = await edges.item.update(change);
      set({ settings, news });
      if (!settings.privateDrafts) await edges.letPrivateGo();
    } catch {
      set({ news: 'not-saved' });
    }
  };
  /** `asked` has begun within the click. */
  const saveIf = async (
    asked: Promise<boolean> | undefined,
    change: (settings: Settings) => Settings,
  ): Promise<void> => {
    const granted = (await asked?.catch(() => false)) ?? true;
    if (granted) await save(change);
    else set({ news: 'not-allowed' });
    if (asked) await refresh();
  };
  return {
    state: () => state,
    refresh,
    onSave: (change: Partial<Omit<Settings, 'sources' | 'notify'>>) =>
      save((settings) => ({ ...settings, ...change })),
    onSource: async (id: SourceId, on: boolean): Promise<void> => {
      const host = edges.hostOf(id);
      await saveIf(on ? host?.request() : undefined, withSource(id, on));
      if (!on && host) await host.drop?.().catch(() => undefined); // asked or not, it stays switched off
    },
    onNotify: (kind: keyof Settings['notify'], on: boolean) =>
      saveIf(on ? edges.notifications.request() : undefined, (settings) => ({
        ...settings,
        notify: { ...settings.notify, [kind]: on },
      })),
    onExportEvery: async (exportEvery: Settings['exportEvery']): Promise<void> => {
      const { downloads, changed } = edges.schedule;
      await saveIf(exportEvery === 'never' ? undefined : downloads.request(), (settings) => ({
        ...settings,
        exportEvery,
      }));
      if (exportEvery === 'never') await downloads.drop?.().catch(() => undefined);
      await changed();
    },
    onAllowNotifications: () => saveIf(edges.notifications.request(), (settings) => ({ ...settings })),
    /** Arrives only after its confirmation. */
    onReset: async (): Promise<void> => {
      await save(() => DEFAULT_SETTINGS, 'reset');
      await edges.schedule.changed();
    },
  };
}

const withSource =
  (id: SourceId, on: boolean) =>
  (settings: Settings): Settings => ({ ...settings, sources: { ...settings.sources, [id]: on } });

/** Of the witnesses whose host has to be allowed: whether it is. */
async function allowedHosts(
  { hostOf }: SettingsEdges,
  { sources }: Settings,
): Promise<SettingsState['hosts']> {
  const ids = Object.keys(sources) as SourceId[];
  const hosts = await Promise.all(ids.map(async (id) => [id, await hostOf(id)?.has()] as const));
  return Object.fromEntries(hosts.filter(([, has]) => has !== undefined));
}
