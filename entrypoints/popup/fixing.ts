import { effect, signal } from '@preact/signals';
import type { FixFacts, Said } from '@/components/popup/props';
import { send, sendSurely } from '@/utils/browser/messages';
import { hasPermission, requestPermission } from '@/utils/browser/permissions';
import { closePopup } from '@/utils/browser/tabs';
import { fixes } from '@/utils/fixes/registry';
import type { FixId, Need } from '@/utils/fixes/types';
import { view } from './tab-in-view';

const NEEDS: readonly Need[] = ['browsingData', 'notifications'];

export const FIX_FACTS: Partial<Record<FixId, FixFacts>> = {
  ...Object.fromEntries(fixes.map((fix) => [fix.id, fix])),
  // It works without, and then tells in the popup; so the plan doesn't need it.
  'notify-when-back': { risk: 'safe', needs: ['notifications'] },
};

/** Permissions that the user hasn't given; none before the browser has said so. */
export const lacking = signal<readonly Need[]>([]);

/** The fix for which the user has just refused one. */
export const refused = signal<FixId | null>(null);

export const target = () => ({ tabId: view.value?.tabId ?? null });

export async function lookAtPermissions(): Promise<void> {
  const has = await Promise.all(NEEDS.map(hasPermission));
  lacking.value = NEEDS.filter((_, index) => !has[index]);
}

/** The run that stood there when the model menu was asked for; undefined when it wasn't. */
let runBeforeMenu: string | null | undefined;

effect(() => {
  const run = view.value?.run;
  const isOpen = run?.fix === 'switch-model' && run.state === 'done' && run.id !== runBeforeMenu;
  if (runBeforeMenu !== undefined && isOpen) closePopup(); // it would stand before the menu
});

/** Called within the click: only there does a browser let us ask. Who has allowed it isn't asked again. */
export async function startFix(fix: FixId): Promise<void> {
  refused.value = null;
  runBeforeMenu = fix === 'switch-model' ? (view.value?.run?.id ?? null) : undefined;
  const needs = FIX_FACTS[fix]?.needs ?? [];
  const asked = needs.map((need) => requestPermission(need).catch(() => false));
  const isAllowed = !needs.includes('browsingData') || (await Promise.all(asked)).every(Boolean);
  if (isAllowed) void sendSurely('start-fix', { ...target(), fix });
  else refused.value = fix;
  await Promise.all(asked).then(lookAtPermissions);
}

export const cancelFix = (): void => void sendSurely('cancel-fix', target());

export const tellPlaybook = (said: Said): void => void send('tell-playbook', { ...target(), said });
