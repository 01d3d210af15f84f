import type { Settings } from '@/utils/settings/types';

const DAY_MIN = 24 * 60;

/** ms until the quiet hours end; 0 outside of them. They may go past midnight; from = to is none at all. */
export function quietForMs(hours: Settings['quietHours'], now: Date): number {
  if (!hours) return 0;
  const minute = now.getHours() * 60 + now.getMinutes();
  const since = (minute - hours.from + DAY_MIN) % DAY_MIN;
  const length = (hours.to - hours.from + DAY_MIN) % DAY_MIN;
  return since < length ? (length - since) * 60_000 - now.getSeconds() * 1_000 : 0;
}
