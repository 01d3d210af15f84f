import { dropPermission, hasPermission, requestPermission } from '@/utils/browser/permissions';
import type { Need } from '@/utils/fixes/types';

const NEEDS = ['notifications', 'browsingData'] as const satisfies readonly Need[];

interface AllowedState {
  readonly allowed: Readonly<Record<Need, boolean>>;
  /** The user, or the browser, has just said no. */
  readonly refused: boolean;
}

/** Permissions that are given and taken back by a switch. */
export function openAllowed(onChange: () => void) {
  let state: AllowedState = { allowed: { notifications: false, browsingData: false }, refused: false };
  const set = (change: Partial<AllowedState>): void => {
    state = { ...state, ...change };
    onChange();
  };
  const look = async (): Promise<void> => {
    const [notifications, browsingData] = await Promise.all(NEEDS.map(hasPermission));
    set({ allowed: { notifications: notifications ?? false, browsingData: browsingData ?? false } });
  };
  return {
    state: () => state,
    look,
    /** The browser takes the question only within the click: nothing is awaited before it. */
    onAllow: async (need: Need, on: boolean): Promise<void> => {
      const isDone = await (on ? requestPermission(need) : dropPermission(need)).catch(() => false);
      set({ refused: on && !isDone });
      await look();
    },
  };
}
