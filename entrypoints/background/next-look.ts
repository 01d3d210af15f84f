import type { TabView } from '@/utils/messaging/tab-view';
import type { Assessment } from './assess';

/** A background that sleeps can't keep a timer longer than this. */
const LONGEST_TIMER_MS = 25_000;
/** A step that waits is looked after this often. */
const STEP_LOOK_MS = 2_000;

const isUnderWay = (run: TabView['run']): boolean => run?.state === 'waiting' || run?.state === 'working';

/** ms until the next look without a new signal; null for none. */
export function nextLookMs({ view, recheckAt }: Assessment, now: number): number | null {
  const times = [
    ...(recheckAt === null ? [] : [recheckAt]),
    ...(isUnderWay(view.run) ? [now + STEP_LOOK_MS] : []),
  ];
  return times.length === 0 ? null : Math.min(Math.max(Math.min(...times) - now, 50), LONGEST_TIMER_MS);
}
