import { dropPermission, hasPermission, requestPermission } from '@/utils/browser/permissions';
import type { Need } from '@/utils/fixes/types';
import type { SettingsState } from '@/utils/settings/types';

interface AllowedState {
  readonly allowed: Readonly<Record<Need, boolean>>;
  /** How the last click ended. */
  readonly news: SettingsState['news'];
}

/** Permissions that are given and taken back by a switch. */
export function openAllowed(onChange: () => void) {
  let state: AllowedState = { allowed: { notifications: false, browsingData: false }, news: null };
  const set = (change: Partial<AllowedState>): void => {
    state = { ...state, ...change };
    onChange();
  };
  const look = async (): Promise<void> => {
    const [notifications, browsingData] = await Promise.all([
      hasPermission('notifications'),
      hasPermission('browsingData'),
    ]);
    set({ allowed: { notifications, browsingData } });
  };
  document.addEventListener('visibilitychange', () => void look());
  return {
    state: () => state,
    look,
    /** The browser takes the question only within the click: nothing is awaited before it. */
    onAllow: async (need: Need, on: boolean): Promise<void> => {
      const isDone = await (on ? requestPermission(need) : dropPermission(need)).catch(() => false);
      set({ news: isDone || !on ? 'saved' : 'not-allowed' });
      await look();
    },
  };
}
