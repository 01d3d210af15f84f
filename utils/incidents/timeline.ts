import { FAILURE_CLASSES, type Failure } from '@/utils/failures/types';
import type { PastIncident } from '@/utils/status/incident-history';
import type { Maintenance } from '@/utils/status/types';
import { LENGTH_MS, modelRates, slotsOf, unitOf } from './slots';
import type { FailureCount, Hour, OwnIncident, Range, Slot, Timeline, TimelineRow } from './types';

/** What the timeline is made from, of any time. */
export interface TimelineFacts {
  readonly failures: readonly Failure[];
  readonly own: readonly OwnIncident[];
  readonly official: readonly PastIncident[];
  readonly maintenance: readonly Maintenance[];
  readonly hours: readonly Hour[];
}

/** What lies within the range, or reaches into it. */
export function timeline(facts: TimelineFacts, range: Range, now: number): Timeline {
  const from = now - LENGTH_MS[range];
  const failures = facts.failures.filter(({ at }) => at >= from && at <= now);
  const slots = slotsOf(range, now, failures, facts.hours);
  const rows = [
    ...slots.flatMap((slot) => failureRow(slot, failures)),
    // Of a clock that ran ahead: what has not come yet was not seen.
    ...facts.own.filter(({ startedAt }) => startedAt <= now).map(ownRow),
    ...facts.official.map(officialRow),
    ...facts.maintenance.map(maintenanceRow),
  ].filter((row) => (row.to ?? now) >= from);
  return {
    range,
    from,
    to: now,
    unit: unitOf(range),
    slots,
    models: modelRates(
      facts.hours.filter(({ at }) => at <= now),
      from,
    ),
    rows: rows.sort((a, b) => b.from - a.from),
  };
}

/** From the first failure of an hour or a day to its last. */
function failureRow({ from, to }: Slot, failures: readonly Failure[]): TimelineRow[] {
  const own = failures.filter(({ at }) => at >= from && at < to);
  if (own.length === 0) return [];
  const times = own.map(({ at }) => at);
  const row = { kind: 'failures', id: `failures ${from}`, classes: classCounts(own) } as const;
  return [{ ...row, from: Math.min(...times), to: Math.max(...times) }];
}

/** The most frequent first. */
const classCounts = (failures: readonly Failure[]): FailureCount[] =>
  FAILURE_CLASSES.map((id) => ({ class: id, count: failures.filter((one) => one.class === id).length }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);

const ownRow = (incident: OwnIncident): TimelineRow => ({
  kind: 'own',
  id: `own ${incident.id}`,
  from: incident.startedAt,
  to: incident.endedAt,
  incident,
});

const officialRow = (incident: PastIncident): TimelineRow => ({
  kind: 'official',
  id: `official ${incident.id}`,
  from: incident.startedAt,
  to: incident.resolvedAt,
  incident,
});

const maintenanceRow = (maintenance: Maintenance): TimelineRow => ({
  kind: 'maintenance',
  id: `maintenance ${maintenance.startsAt}`,
  from: maintenance.startsAt,
  to: maintenance.endsAt,
  maintenance,
});
