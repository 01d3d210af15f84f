import type { Finding } from '@/utils/detectors/types';
import type { Observations } from './diagnose';
import { line } from './evidence-line';
import { historyLines, probeLines } from './evidence-probes';
import { witnessLines } from './evidence-witnesses';
import type { Evidence } from './types';

/** The lines under "Why we think so", the deciding one first. */
export function evidenceOf(seen: Observations, because: Finding | null, now: number): Evidence[] {
  const findings = because
    ? [because, ...seen.findings.filter((finding) => finding !== because)]
    : seen.findings;
  return [
    ...findings.flatMap(findingLines),
    ...probeLines(seen.probes, because, now),
    ...successLines(seen, because),
    ...historyLines(seen.history),
    ...seen.witnesses.flatMap((witness) => witnessLines(witness, now)),
  ];
}

const LOAD_WORDS: Record<string, string> = { session: 'start_failed', list: 'list_failed' };

function findingLines(finding: Finding): Evidence[] {
  const { at, evidence } = finding;
  const tab = (key: string, ...values: (string | number)[]) => line('tab', key, at, values);
  switch (finding.id) {
    case 'offline':
      return [line('browser', 'offline', at)];
    case 'challenge':
      return [tab('challenge')];
    case 'ended-session':
      return [tab('signed_out')];
    case 'hung-tab':
      return [tab('tab_hung', Math.round((evidence.silentMs ?? 0) / 1000))];
    case 'broken-app':
      return [tab(evidence.app === 'blank' ? 'app_blank' : 'app_part_failed')];
    case 'usage-limit':
      return [tab('limit_reached')];
    case 'long-conversation':
      return [tab('too_long')];
    case 'failed-load':
      return [tab(LOAD_WORDS[evidence.endpoint ?? ''] ?? 'chat_failed', evidence.status ?? '?')];
    case 'flaky-sends':
      return [tab('some_failed', evidence.failed ?? 0, evidence.total ?? 0)];
    case 'failing-model':
      return [tab('model_failed', evidence.model ?? '?', evidence.failed ?? 0)];
    case 'slow-replies':
      return [tab('replies_slow', Math.round((evidence.waitMs ?? 0) / 1000))];
    case 'blocked-page':
      return [tab('page_blocked', evidence.status ?? '?')];
    case 'failing-page':
      return [tab('page_failed', evidence.status ?? '?')];
    case 'unreachable-page':
      return [line('browser', 'unreachable', at, [evidence.error ?? ''])];
    case 'frozen-reply':
      return [tab('reply_silent', Math.round((evidence.silentMs ?? 0) / 1000))];
    case 'interrupted-reply':
      return [tab('reply_cut')];
    case 'failed-send':
      return [...ownRetryLines(finding), sendLine(finding)];
    default:
      return [tab('banner_shown')];
  }
}

function sendLine({ at, evidence: { failed = 1, total = 1, status } }: Finding): Evidence {
  return failed > 1 || total > 1
    ? line('tab', 'send_failed', at, [failed, total])
    : line('tab', 'send_failed_once', at, [status ?? '–']);
}

function ownRetryLines({ at, evidence: { ownRetry } }: Finding): Evidence[] {
  if (!ownRetry) return [];
  const { attempt, of } = ownRetry;
  return [
    of === null
      ? line('tab', 'page_retry_open', at, [attempt])
      : line('tab', 'page_retry', at, [attempt, of]),
  ];
}

function successLines({ successes }: Observations, because: Finding | null): Evidence[] {
  const { replyAt, pageAt } = successes;
  if (replyAt !== null && replyAt > (because?.at ?? 0)) return [line('tab', 'reply_worked', replyAt)];
  if (pageAt !== null && pageAt > (because?.at ?? 0)) return [line('tab', 'page_worked', pageAt)];
  return because ? [] : [line('tab', 'nothing_seen', null)];
}
