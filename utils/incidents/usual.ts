import { type Durations, type PastIncident, usualDuration } from '@/utils/status/incident-history';
import { isClaudes } from './trouble';
import type { OwnIncident } from './types';

/** Fewer of the user's own say less than the official page does. */
const ENOUGH = 12;

/** How long such trouble lasts: here, when it was often enough seen to end; else as the official page tells it. */
export function usualOf(own: readonly OwnIncident[], official: readonly PastIncident[]): Durations {
  const seen = own.filter(({ verdict, ending }) => isClaudes(verdict) && ending === 'seen').map(asPast);
  return seen.length >= ENOUGH
    ? usualDuration(seen)
    : usualDuration(official, ({ concernsChat }) => concernsChat !== 'no');
}

const asPast = ({ id, startedAt, endedAt }: OwnIncident): PastIncident => ({
  id,
  title: '',
  impact: null,
  startedAt,
  resolvedAt: endedAt,
  models: [],
  surfaces: [],
  concernsChat: 'yes',
});
