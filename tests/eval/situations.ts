/** Situations judged by what ships: detectors on signals, parsers on payloads, then the verdict. */
import hard from '@/tests/fixtures/situations/hard.json';
import misleading from '@/tests/fixtures/situations/misleading.json';
import model from '@/tests/fixtures/situations/model.json';
import network from '@/tests/fixtures/situations/network.json';
import outage from '@/tests/fixtures/situations/outage.json';
import well from '@/tests/fixtures/situations/well.json';
import yours from '@/tests/fixtures/situations/yours.json';
import { detect } from '@/utils/detectors/registry';
import { diagnose, type Observations } from '@/utils/diagnosis/diagnose';
import { NO_HISTORY } from '@/utils/diagnosis/history';
import { SEVERITIES, VERDICT_IDS, type VerdictId } from '@/utils/diagnosis/severity';
import type { Verdict } from '@/utils/diagnosis/types';
import { type ProbeResult, ProbeResultSchema } from '@/utils/probes/types';
import { successesOf } from '@/utils/signals/successes';
import { SOURCE_IDS } from '@/utils/status/types';
import { communityWitness } from './situation-feeds.ts';
import { officialWitness } from './situation-status.ts';
import { signalsOf } from './situation-tab.ts';
import type { CommunityId, Situation } from './situation-types.ts';

export const NOW = Date.parse('2026-11-12T14:02:00Z');
const MINUTE_MS = 60_000;
const PROBED_MS = 20_000;

export const situations = [
  outage,
  model,
  yours,
  network,
  well,
  misleading,
  hard,
].flat() as readonly Situation[];

export interface Judged {
  readonly situation: Situation;
  readonly seen: Observations;
  readonly verdict: Verdict;
  /** What is wrong with it; empty when it is right. */
  readonly wrong: readonly string[];
}

function observationsOf({ tab, official, community, probes, history }: Situation): Observations {
  const signals = signalsOf(tab, NOW);
  const { findings, broken } = detect(signals, NOW);
  if (broken.length > 0) throw new Error(`broken: ${broken.join()}`);
  const crowd = SOURCE_IDS.filter((id): id is CommunityId => id !== 'claude-status-page');
  return {
    findings,
    successes: successesOf(signals),
    witnesses: [
      officialWitness(official, NOW),
      ...crowd.map((id) => communityWitness(id, community?.[id], NOW)),
    ],
    probes: (probes ?? []).map(probeOf),
    history: {
      ...NO_HISTORY,
      incident: history
        ? {
            startedAt: NOW - history.minutesAgo * MINUTE_MS,
            verdict: history.verdict,
            failures: history.failures,
          }
        : null,
    },
  };
}

function probeOf(text: string): ProbeResult {
  const [id, state, cause, status] = text.split(' ');
  return ProbeResultSchema.parse({
    ...{ id, state, cause: cause ?? null, status: status === undefined ? null : Number(status) },
    ...{ at: NOW - PROBED_MS, tookMs: 180 },
  });
}

export function judge(situation: Situation): Judged {
  const seen = observationsOf(situation);
  const verdict = diagnose(seen, NOW);
  return { situation, seen, verdict, wrong: wrongOf(situation, verdict) };
}

const FIELDS = ['model', 'fallback', 'advice'] as const;

function wrongOf(situation: Situation, verdict: Verdict): string[] {
  const { expect, never = [], badge } = situation;
  const fields = FIELDS.filter((field) => field in situation && situation[field] !== verdict[field]);
  const lit = SEVERITIES[verdict.id] !== 'none' && !verdict.provisional;
  return [
    ...(expect.includes(verdict.id) ? [] : [`called ${verdict.id}`]),
    ...(never.includes(verdict.id) ? [`never ${verdict.id}`] : []),
    ...fields.map((field) => `${field} is ${verdict[field]}`),
    ...(badge !== undefined && badge !== lit ? ['badge'] : []),
  ];
}

/** The tab's own word: something failed for good, and nothing has worked since. */
export const sendsFail = ({ findings, successes: { replyAt } }: Observations): boolean =>
  findings.some(
    ({ id, provisional, since }) => id === 'failed-send' && !provisional && (replyAt ?? 0) < since,
  );

/** Kinds of evidence that something of Claude's fails: the tab, the official page, the community. */
export function kindsOf({ findings, witnesses }: Observations): number {
  const own = findings.some(({ provisional }) => !provisional);
  const fresh = witnesses.filter(
    ({ state, answeredAt }) => state === 'trouble' && NOW - (answeredAt ?? 0) < 15 * MINUTE_MS,
  );
  const official = fresh.some(({ id, impact }) => id === 'claude-status-page' && impact === 'major');
  const crowd = fresh.filter(({ id }) => id !== 'claude-status-page').length >= 2;
  return Number(own) + Number(official) + Number(crowd);
}

export function confusion(all: readonly Judged[]): string[] {
  const called = VERDICT_IDS.filter((id) => all.some(({ verdict }) => verdict.id === id));
  const truths = VERDICT_IDS.filter((id) => all.some(({ situation }) => situation.expect[0] === id));
  const count = (truth: VerdictId, id: VerdictId): string => {
    const number = all.filter(
      ({ situation, verdict }) => situation.expect[0] === truth && verdict.id === id,
    ).length;
    return (number === 0 ? '·' : String(number)).padStart(6);
  };
  return [
    `${'expected \\ called'.padEnd(18)}${called.map((id) => id.slice(0, 5).padStart(6)).join('')}`,
    ...truths.map((truth) => truth.padEnd(18) + called.map((id) => count(truth, id)).join('')),
  ];
}
