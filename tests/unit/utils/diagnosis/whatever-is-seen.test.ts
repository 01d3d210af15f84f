import fc from 'fast-check';
import { expect, test } from 'vitest';
import { detectors } from '@/utils/detectors/registry';
import { diagnose, type Observations } from '@/utils/diagnosis/diagnose';
import { type History, NO_HISTORY } from '@/utils/diagnosis/history';
import { SEVERITIES, type Severity } from '@/utils/diagnosis/severity';
import { VerdictSchema } from '@/utils/diagnosis/types';
import { PROBE_IDS } from '@/utils/probes/types';
import { SOURCE_IDS, type Witness } from '@/utils/status/types';
import { found, incident, MINUTE_MS, NOW, official, page, probe, worked } from './given';

const MODELS = ['Opus 4.8', 'Opus 5', 'Sonnet 5'];
const CAUSES = [
  'unreachable',
  'no_internet',
  'dns',
  'portal',
  'blocked',
  'challenge',
  'edge_error',
  'slow',
].concat(['overloaded', 'server', 'gateway', 'signed_out', 'chat_missing', 'chat_error', 'no_tab']);

const ids = detectors.map(({ id }) => id);
const sets = fc.oneof(fc.subarray(ids), fc.subarray(ids, { maxLength: 2 }), {
  weight: 3,
  arbitrary: fc.constantFrom(['failed-send' as const], ['failing-page' as const], []),
});

const findings = sets.chain((some) =>
  fc.tuple(
    ...some.map((id) =>
      fc
        .record({
          failure: fc.constantFrom('overloaded', 'server', 'gateway', 'network', 'cut', 'other', 'model'),
          blames: fc.constantFrom(null, 'browser' as const, 'cloudflare' as const, 'host' as const),
          meaning: fc.constantFrom('failed', 'capacity', 'limit', 'network', 'unknown'),
          failed: fc.integer({ min: 1, max: 9 }),
          model: fc.constantFrom(null, ...MODELS),
          provisional: fc.boolean(),
        })
        .map(({ provisional, ...evidence }) => found(id, evidence, { provisional })),
    ),
  ),
);

const incidents = fc.array(
  fc
    .tuple(
      fc.constantFrom('yes' as const, 'no' as const, 'unclear' as const),
      fc.oneof(fc.constant('many' as const), fc.subarray(MODELS)),
      fc.constantFrom('none' as const, 'minor' as const, 'critical' as const),
    )
    .map(([concerns, models, impact]) => incident('Something fails', concerns, { models, impact })),
  { maxLength: 2 },
);

const witness = (id: Witness['id']): fc.Arbitrary<Witness> =>
  fc
    .tuple(
      fc.constantFrom('ok' as const, 'trouble' as const, 'unknown' as const),
      fc.constantFrom('minor' as const, 'major' as const),
      fc.integer({ min: 0, max: 40 }),
      incidents,
    )
    .map(([state, impact, minutes, open]) =>
      official(state, {
        id,
        impact: state === 'trouble' ? (id === 'claude-status-page' ? impact : 'minor') : 'none',
        answeredAt: state === 'unknown' ? null : NOW - minutes * MINUTE_MS,
        ...(id === 'claude-status-page' && state !== 'unknown' && { official: page(open) }),
      }),
    );

const probes = fc
  .subarray([...PROBE_IDS])
  .chain((ids) =>
    fc.tuple(
      ...ids.map((id) =>
        fc
          .tuple(
            fc.constantFrom('ok' as const, 'bad' as const, 'unknown' as const),
            fc.constantFrom(...CAUSES),
          )
          .map(([state, cause]) => probe(id, state, state === 'ok' ? null : cause)),
      ),
    ),
  );

const ago = fc.option(fc.integer({ min: 0, max: 40 }).map((minutes) => NOW - minutes * MINUTE_MS));
const successes = fc.record({ replyAt: ago, pageAt: ago, callAt: ago, answerAt: ago }).map(worked);

const history: fc.Arbitrary<History> = fc
  .option(
    fc.record({
      startedAt: fc.integer({ min: 0, max: 90 }).map((minutes) => NOW - minutes * MINUTE_MS),
      verdict: fc.constantFrom('degraded' as const, 'down' as const, 'limit' as const),
      failures: fc.integer({ min: 1, max: 9 }),
    }),
  )
  .map((open) => ({ ...NO_HISTORY, incident: open }));

const anything = fc.record({
  findings,
  witnesses: fc.tuple(...SOURCE_IDS.map(witness)).chain((all) => fc.subarray(all)),
  successes,
  probes,
  history,
});

const always = (holds: (seen: Observations) => void) =>
  fc.assert(fc.property(anything, holds), { numRuns: 4_000 });

const judged = (seen: Observations) => diagnose(seen, NOW);
const isFresh = ({ answeredAt }: Witness): boolean => NOW - (answeredAt ?? 0) < 15 * MINUTE_MS;
const isOfficial = ({ id }: Witness): boolean => id === 'claude-status-page';

test('the verdict is one that can be stored', () => {
  always((seen) => {
    const verdict = judged(seen);
    expect(VerdictSchema.safeParse(verdict).data).toEqual(verdict);
  });
});

test('"down" takes two kinds of evidence: the tab, for good, and the official page or two communities, just now', () => {
  let times = 0;
  always((seen) => {
    if (judged(seen).id !== 'down') return;
    times += 1;
    expect(seen.findings.some(({ provisional }) => !provisional)).toBe(true);
    const trouble = seen.witnesses.filter((one) => one.state === 'trouble' && isFresh(one));
    const says = trouble.some((one) => isOfficial(one) && one.impact === 'major');
    expect(says || trouble.filter((one) => !isOfficial(one)).length >= 2).toBe(true);
  });
  expect(times).toBeGreaterThan(2);
});

test('with a finding nothing is well; without one, nothing is well that was not seen well here', () => {
  always((seen) => {
    if (judged(seen).id !== 'ok') return;
    expect(seen.findings.filter(({ id }) => id !== 'slow-replies')).toEqual([]); // slowness is no failure
    const { replyAt, pageAt, callAt } = seen.successes;
    expect(replyAt !== null || pageAt !== null || callAt !== null).toBe(true);
  });
});

test('nothing is well while a link that was just checked is broken, and nothing has worked since', () => {
  let times = 0;
  always((seen) => {
    const { replyAt, pageAt, callAt, answerAt } = seen.successes;
    const isQuiet = [replyAt, pageAt, callAt, answerAt].every((at) => at === null || at < NOW - MINUTE_MS);
    const broken = seen.probes.findLastIndex(({ state }) => state === 'bad');
    if (!isQuiet || broken < 0 || seen.probes.slice(broken).some(({ state }) => state === 'ok')) return;
    times += 1;
    expect(judged(seen).id).not.toBe('ok');
  });
  expect(times).toBeGreaterThan(100);
});

test('nothing is well by what others say: the same without any witness is as well', () => {
  always((seen) => {
    if (judged(seen).id === 'ok') expect(judged({ ...seen, witnesses: [] }).id).toBe('ok');
  });
});

test('a witness that can not be read, that is old, or that still learns changes nothing', () => {
  const UNHEARD = [{ problem: 'http-405' }, { problem: 'learning', answeredAt: NOW }, { problem: 'off' }];
  const unheard = (id: Witness['id'], index: number) => official('unknown', { id, ...UNHEARD[index % 3] });
  const aged = (id: Witness['id']) => official('trouble', { id, answeredAt: NOW - 16 * MINUTE_MS });
  always((seen) => {
    const missing = SOURCE_IDS.filter((id) => !seen.witnesses.some((one) => one.id === id));
    const verdict = judged(seen);
    for (const more of [missing.map(unheard), missing.map(aged)]) {
      const again = judged({ ...seen, witnesses: [...seen.witnesses, ...more] });
      expect({ ...again, evidence: [], hops: {} }).toEqual({ ...verdict, evidence: [], hops: {} });
    }
  });
});

const GRAVITY: readonly Severity[] = ['none', 'unknown', 'you', 'claude', 'claude-down'];
const gravity = (seen: Observations): number => {
  const rank = GRAVITY.indexOf(SEVERITIES[judged(seen).id]);
  return rank < GRAVITY.indexOf('claude') ? 0 : rank;
};

test('without the official trouble nothing is graver; unless its title had blamed one model only', () => {
  always((seen) => {
    if (judged(seen).reason === 'named_model') return;
    const quiet = seen.witnesses.filter((one) => !(isOfficial(one) && one.state === 'trouble'));
    expect(gravity({ ...seen, witnesses: quiet })).toBeLessThanOrEqual(gravity(seen));
  });
});

test('a community that is quiet again makes nothing graver', () => {
  always((seen) => {
    const quiet = seen.witnesses.filter((one) => isOfficial(one) || one.state !== 'trouble');
    expect(gravity({ ...seen, witnesses: quiet })).toBeLessThanOrEqual(gravity(seen));
  });
});

test('what is provisional stays provisional, and is told with low confidence', () => {
  always((seen) => {
    const verdict = judged({
      ...seen,
      findings: seen.findings.map((one) => ({ ...one, provisional: true })),
    });
    expect(verdict.provisional).toBe(true);
    if (verdict.since !== null) expect(verdict.confidence).toBe('low');
  });
});

test('a limit, a check and a sign-out stay what they are, whatever others report', () => {
  for (const id of ['usage-limit', 'challenge', 'ended-session'] as const)
    always((seen) => {
      const alone = { ...seen, findings: [found(id)], probes: [] };
      expect(judged(alone).id).toBe(judged({ ...alone, witnesses: [] }).id);
    });
});
