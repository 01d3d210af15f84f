/**
 * What Anthropic's support needs, to be read by the user before it goes anywhere: no text of a chat, no cookie, no id of a chat, a
 * person or an organisation. Everything passes through `report-lines`; a field that isn't named here is never looked at. English
 * in every locale, because it is read by others.
 */
import { knownSentence } from '@/utils/claude/error-sentences';
import { VERDICT_IDS } from '@/utils/diagnosis/severity';
import { CONFIDENCES, type Verdict } from '@/utils/diagnosis/types';
import { FAILURE_CLASSES, type Failure, PLACES } from '@/utils/failures/types';
import type { OwnIncident } from '@/utils/incidents/types';
import { PROBE_IDS, type ProbeResult } from '@/utils/probes/types';
import { SOURCE_IDS, type Witness } from '@/utils/status/types';
import { facts, keep, moment, numberIn, oneOf, shaped } from './report-lines';
import { OUTCOMES, type Tried } from './tried';
import { FIX_IDS } from './types';

/** A notice of the page. `meaning`: what kind it was, for one in another language. */
interface Shown {
  readonly text: string;
  readonly at: number;
  readonly meaning?: string;
}

export interface ReportFacts {
  /** Newest first. */
  readonly failures: readonly Failure[];
  /** What the page said, and when; only its own known sentences are quoted. */
  readonly shown: readonly Shown[];
  readonly verdict: Pick<Verdict, 'id' | 'confidence' | 'code' | 'model' | 'since' | 'reason'>;
  readonly witnesses: readonly Witness[];
  readonly probes: readonly ProbeResult[];
  readonly incidents: readonly OwnIncident[];
  readonly tried: readonly Tried[];
  readonly versions: {
    readonly extension: string;
    /** "Firefox 153.0" */
    readonly browser: string;
    /** "Windows", "macOS", "Linux", … */
    readonly system: string;
    /** Of claude.ai's page, seen last. */
    readonly buildId: string | null;
  };
  /** IANA name, such as `Europe/Berlin`. */
  readonly timeZone: string;
  /** Epoch ms. */
  readonly now: number;
}

const MEANINGS = [
  ...(['failed', 'server', 'capacity', 'network', 'interrupted', 'limit'] as const),
  ...(['billing', 'length', 'signed-out', 'model', 'page'] as const),
];
const MOST_FAILURES = 30;
const MOST_INCIDENTS = 10;
const WORD = /^[a-z][a-z0-9_-]{0,40}$/;
const CODE = /^(Cloudflare )?\d{3}$/;
const SYSTEMS = ['Windows', 'macOS', 'Linux', 'ChromeOS', 'Android', 'iOS'] as const;
const BROWSER =
  /^(Chrome|Chromium|Edge|Brave|Opera|Vivaldi|Firefox|LibreWolf|Safari) \d{1,4}(\.\d{1,6}){0,3}$/;

/** Markdown that reads as plain text too. Pure. */
export function supportReport(from: ReportFacts): string {
  const sections: readonly (readonly [string, readonly (string | null)[]])[] = [
    ['What is wrong', verdictLines(from)],
    ['Error texts', from.shown.map((one) => shownLine(one, from.timeZone))],
    ['Failures', from.failures.slice(0, MOST_FAILURES).map((one) => failureLine(one, from.timeZone))],
    ['Steps tried', from.tried.map((one) => triedLine(one, from.timeZone))],
    ['Connection', from.probes.map(probeLine)],
    ['Status', from.witnesses.map((one) => witnessLine(one, from.timeZone))],
    ['Earlier incidents', from.incidents.slice(0, MOST_INCIDENTS).map((one) => incidentLine(one, from))],
    ['Versions', versionLines(from)],
  ];
  const shown = sections.flatMap(([title, lines]) => section(title, lines));
  return `${['# Report on claude.ai', `Made ${moment(from.now, from.timeZone) ?? 'at an unknown time'}`, ...shown].join('\n\n')}\n`;
}

function section(title: string, lines: readonly (string | null)[]): string[] {
  const known = [...new Set(lines.filter((line) => line !== null && line !== ''))];
  return known.length === 0 ? [] : [`## ${title}`, known.map((line) => `- ${line}`).join('\n')];
}

function verdictLines({ verdict, timeZone }: ReportFacts): (string | null)[] {
  return [
    facts({
      verdict: oneOf(VERDICT_IDS, verdict.id),
      confidence: oneOf(CONFIDENCES, verdict.confidence),
      because: shaped(verdict.reason, WORD),
      code: shaped(verdict.code, CODE) ?? keep('netError', verdict.code),
      model: keep('model', verdict.model),
      since: moment(verdict.since, timeZone),
    }),
  ];
}

function shownLine({ text, at, meaning }: Shown, timeZone: string): string | null {
  const sentence = typeof text === 'string' ? knownSentence(text) : null;
  const kind = oneOf(MEANINGS, meaning);
  const when = moment(at, timeZone);
  const told = sentence === null ? kind && `a notice of another wording (${kind})` : `“${sentence}”`;
  return told === null || when === null ? told : `${when}: ${told}`;
}

function failureLine(failure: Failure, timeZone: string): string | null {
  const at = moment(failure.at, timeZone);
  if (at === null) return null;
  const took = numberIn(failure.latencyMs, 0, 3_600_000);
  const silent = numberIn(failure.silentMs, 0, 86_400_000);
  const told = facts({
    failed: oneOf(FAILURE_CLASSES, failure.class),
    at: oneOf(PLACES, failure.where),
    status: numberIn(failure.status, 100, 599),
    type: keep('errorType', failure.errorType) ?? keep('netError', failure.errorType),
    code: keep('errorCode', failure.errorCode),
    request: keep('requestId', failure.requestId),
    ray: keep('ray', failure.ray),
    model: keep('model', failure.model),
    build: keep('buildId', failure.buildId),
    took: took === null ? null : `${took} ms`,
    silent: silent === null ? null : `${silent} ms`,
  });
  return `${at}: ${told}`;
}

function triedLine({ fix, verdict, at, outcome, problem }: Tried, timeZone: string): string | null {
  const name = oneOf(FIX_IDS, fix);
  if (name === null) return null;
  const told = facts({
    result: oneOf(OUTCOMES, outcome),
    problem: shaped(problem, WORD),
    for: oneOf(VERDICT_IDS, verdict),
  });
  return [moment(at, timeZone), `${name} · ${told}`].filter((part) => part !== null).join(': ');
}

function probeLine({ id, state, cause, status, tookMs, trace }: ProbeResult): string | null {
  const name = oneOf(PROBE_IDS, id);
  const took = numberIn(tookMs, 0, 600_000);
  if (name === null) return null;
  return `${name}: ${facts({
    state: oneOf(['ok', 'bad', 'unknown', 'checking'], state),
    cause: shaped(cause, WORD),
    status: numberIn(status, 100, 599),
    took: took === null ? null : `${took} ms`,
    'data centre': shaped(trace?.colo, /^[A-Z]{3}$/),
    ip: oneOf(['v4', 'v6'], trace?.ip),
    vpn: trace?.warp === true ? 'WARP' : null,
  })}`;
}

function witnessLine({ id, state, impact, answeredAt }: Witness, timeZone: string): string | null {
  const name = oneOf(SOURCE_IDS, id);
  if (name === null) return null;
  return `${name}: ${facts({
    state: oneOf(['ok', 'trouble', 'unknown'], state),
    impact: oneOf(['minor', 'major'], impact),
    'as of': moment(answeredAt, timeZone),
  })}`;
}

function incidentLine(incident: OwnIncident, { timeZone }: ReportFacts): string | null {
  const from = moment(incident.startedAt, timeZone);
  if (from === null) return null;
  return `${from}: ${facts({
    verdict: oneOf(VERDICT_IDS, incident.verdict),
    code: shaped(incident.code, CODE) ?? keep('netError', incident.code),
    model: keep('model', incident.model),
    failures: numberIn(incident.failures, 0, 1_000_000),
    until: moment(incident.endedAt, timeZone),
  })}`;
}

function versionLines({ versions }: ReportFacts): (string | null)[] {
  return [
    facts({
      Lifeline: shaped(versions.extension, /^\d{1,5}(\.\d{1,5}){0,3}$/),
      browser: shaped(versions.browser, BROWSER),
      system: oneOf(SYSTEMS, versions.system),
      'claude.ai build': keep('buildId', versions.buildId),
    }),
  ];
}
