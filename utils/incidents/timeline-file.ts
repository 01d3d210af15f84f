import type { Evidence } from '@/utils/diagnosis/types';
import type { Failure } from '@/utils/failures/types';
import { type CsvCell, csv } from './csv';
import { LENGTH_MS } from './slots';
import type { TimelineFacts } from './timeline';
import type { Range } from './types';

export interface FileFacts extends TimelineFacts {
  readonly range: Range;
  /** Epoch ms at which the official page was read; null when it never was. */
  readonly officialReadAt: number | null;
  readonly extensionVersion: string;
  /** An evidence line as the user reads it. */
  readonly wordsOf: (evidence: Evidence) => string;
  /** Epoch ms. */
  readonly now: number;
}

export interface TimelineFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const SCHEMA_VERSION = 1;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export const csvFile = (facts: FileFacts): TimelineFile =>
  file(facts, 'csv', 'text/csv', csv(COLUMNS, csvRows(facts)));

export const jsonFile = (facts: FileFacts): TimelineFile =>
  file(facts, 'json', 'application/json', `${JSON.stringify(content(facts), null, 2)}\n`);

/** `lifeline-incidents-<YYYY-MM-DD>`, on the user's own calendar. */
function file({ now }: FileFacts, ending: string, mediaType: string, text: string): TimelineFile {
  const date = new Date(now);
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) =>
    String(part).padStart(2, '0'),
  );
  const name = `lifeline-incidents-${day.join('-')}.${ending}`;
  return { name, mediaType, bytes: new TextEncoder().encode(text) };
}

const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

/** Only what lies within the range, or reaches into it. */
function within(facts: FileFacts) {
  const from = facts.now - LENGTH_MS[facts.range];
  const reaches = (to: number | null): boolean => (to ?? facts.now) >= from;
  return {
    from,
    failures: facts.failures.filter(({ at }) => at >= from),
    own: facts.own.filter(({ endedAt }) => reaches(endedAt)),
    official: facts.official.filter(({ resolvedAt }) => reaches(resolvedAt)),
    maintenance: facts.maintenance.filter(({ endsAt }) => reaches(endsAt)),
    hours: facts.hours.filter(({ at }) => at + HOUR_MS > from),
  };
}

const COLUMNS = [
  ...['kind', 'started_at', 'ended_at', 'minutes', 'title', 'verdict', 'class', 'where', 'status', 'code'],
  ...['model', 'impact', 'concerns_chat', 'tries', 'failures', 'witnesses', 'evidence'],
] as const;
type Row = Partial<Record<(typeof COLUMNS)[number], CsvCell>>;

const span = (from: number, to: number | null): Row => ({
  started_at: iso(from),
  ended_at: isoOrNull(to),
  minutes: to === null ? null : Math.round((to - from) / MINUTE_MS),
});

/** In the order of time. */
function csvRows(facts: FileFacts): CsvCell[][] {
  const { failures, own, official, maintenance, hours } = within(facts);
  const rows: Row[] = [
    ...failures.map((one) => ({ kind: 'failure', started_at: iso(one.at), ...failureCells(one) })),
    ...own.map((one) => ({
      ...{ kind: 'incident', ...span(one.startedAt, one.endedAt), verdict: one.verdict, code: one.code },
      ...{ model: one.model, failures: one.failures, witnesses: one.witnesses.join('; ') },
      evidence: one.evidence.map(facts.wordsOf).join('; '),
    })),
    ...official.map((one) => ({
      ...{ kind: 'official', ...span(one.startedAt, one.resolvedAt), title: one.title, impact: one.impact },
      ...{ model: listed(one.models), concerns_chat: one.concernsChat },
    })),
    ...maintenance.map((one) => ({
      ...{ kind: 'maintenance', ...span(one.startsAt, one.endsAt), title: one.title },
      concerns_chat: one.concernsChat,
    })),
    ...hours.map(({ at, model, tries, failed }) => ({
      ...{ kind: 'tries', ...span(at, at + HOUR_MS), model, tries, failures: failed },
    })),
  ];
  return rows
    .sort((a, b) => String(a.started_at).localeCompare(String(b.started_at)))
    .map((row) => COLUMNS.map((column) => row[column] ?? null));
}

const listed = (models: readonly string[] | 'many'): string =>
  models === 'many' ? models : models.join('; ');

const failureCells = (one: Failure): Row => ({
  class: one.class,
  where: one.where,
  status: one.status,
  code: one.errorCode ?? one.errorType,
  model: one.model,
});

function content(facts: FileFacts) {
  const { from, failures, own, official, maintenance, hours } = within(facts);
  return {
    schemaVersion: SCHEMA_VERSION,
    savedAt: iso(facts.now),
    extensionVersion: facts.extensionVersion,
    from: iso(from),
    to: iso(facts.now),
    officialReadAt: isoOrNull(facts.officialReadAt),
    // The key only tells entries apart in the log.
    failures: failures.map(({ key: _, version: __, at, ...rest }) => ({ at: iso(at), ...rest })),
    incidents: own.map(({ startedAt, endedAt, failedAt, evidence, ...rest }) => ({
      ...{ startedAt: iso(startedAt), endedAt: isoOrNull(endedAt), failedAt: iso(failedAt), ...rest },
      evidence: evidence.map((one) => ({ ...one, at: isoOrNull(one.at), text: facts.wordsOf(one) })),
    })),
    officialIncidents: official.map(({ startedAt, resolvedAt, ...rest }) => ({
      ...{ startedAt: iso(startedAt), resolvedAt: isoOrNull(resolvedAt), ...rest },
    })),
    maintenance: maintenance.map(({ startsAt, endsAt, ...rest }) => ({
      ...{ startsAt: iso(startsAt), endsAt: isoOrNull(endsAt), ...rest },
    })),
    tries: hours.map(({ at, ...rest }) => ({ at: iso(at), ...rest })),
  };
}
