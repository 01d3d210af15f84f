import { describe, expect, test } from 'vitest';
import { EMPTY_TRACK, type Seen, settle, type Track, track } from '@/utils/incidents/track';
import type { OwnIncident } from '@/utils/incidents/types';
import { leave } from '@/utils/incidents/yours';
import { MINUTE, outcomes, START, seen, TAB, verdict } from './given';

/** Each outcome is looked at as it comes. */
const stepwise = (look: Seen): Seen[] =>
  look.outcomes.length === 0
    ? [look]
    : look.outcomes.map((_, index) => ({ ...look, outcomes: look.outcomes.slice(0, index + 1) }));

/** Looks one after the other; each at its latest outcome. */
function after(...looks: readonly Seen[]): { track: Track; log: Map<string, OwnIncident> } {
  const log = new Map<string, OwnIncident>();
  let now = START;
  let state = EMPTY_TRACK;
  for (const look of looks.flatMap(stepwise)) {
    now = Math.max(now, look.outcomes.at(-1)?.at ?? 0);
    const step = track(state, look, now, () => `i${log.size}`);
    state = step.track;
    for (const one of step.changed) log.set(one.id, one);
  }
  return { track: state, log };
}
const rows = (...looks: readonly Seen[]) => [...after(...looks).log.values()];
const trackAfter = (...looks: readonly Seen[]) => after(...looks).track;
const ok = verdict({ id: 'ok', evidence: [] });

describe('opening', () => {
  test.each<[string, string, Partial<Seen>, number]>([
    ['one failure', '-0', {}, 0],
    ['two tries of one message', '-0 -0.2', {}, 0],
    ['three tries', '-0 -0.2 -0.5', {}, 1],
    ['two messages with a success between them', '-0 +1 -2', {}, 1],
    ['one failure, and a witness', '-0', { witnesses: ['hacker-news'] }, 1],
    [
      'one failure that nobody can place, and a witness',
      '-0',
      { witnesses: ['hacker-news'], verdict: verdict({ id: 'unclear' }) },
      0,
    ],
    ['a witness, and nothing failed', '+0', { witnesses: ['claude-status-page'] }, 0],
    ['down', '-0', { verdict: verdict({ id: 'down' }) }, 1],
    ['what may mend itself', '-0 -0.2 -0.5', { verdict: verdict({ provisional: true }) }, 0],
    ['failures an hour apart', '-0 -30 -60', {}, 0],
  ])('%s', (_, line, special, count) => {
    expect(rows(seen(line, special))).toHaveLength(count);
  });

  test('begins with the first failure, and says what was known', () => {
    expect(rows(seen('+0 -1 -2 -3'))).toEqual([
      {
        id: 'i0',
        startedAt: START + MINUTE,
        endedAt: null,
        verdict: 'degraded',
        model: null,
        code: '529',
        failures: 3,
        failedAt: START + 3 * MINUTE,
        witnesses: [],
        evidence: verdict().evidence,
      },
    ]);
  });

  test('a page that makes up failures fills no memory, and hides nothing', () => {
    const line = Array.from({ length: 300 }, (_, index) => `-${index / 100}`).join(' ');
    const unclear = { verdict: verdict({ id: 'unclear' }) };
    const { finals } = trackAfter(seen(line, unclear));
    expect(finals.length).toBeLessThan(10);
    expect(rows(seen(line, unclear))).toMatchObject([{ verdict: 'unclear', startedAt: START }]);
  });

  test('two tabs have one trouble', () => {
    const other = seen('', {
      tabId: 8,
      outcomes: outcomes('-2 -3').map((one) => ({ ...one, key: `8${one.key}` })),
    });
    expect(rows(seen('-0 -1'), other)).toMatchObject([{ failures: 4 }]);
  });

  test('of a private window nothing is kept', () => {
    const hidden = outcomes('-0 -1 -2', { isPrivate: true });
    expect(rows(seen('', { isPrivate: true, outcomes: hidden }), seen(''))).toEqual([]);
  });

  test('while the user is offline, failures are no trouble of Claude’s', () => {
    const lost = outcomes('-0 -1 -2', { code: 'network' });
    const log = rows(
      seen('', { outcomes: lost, verdict: verdict({ id: 'offline' }) }),
      seen('+3', { verdict: ok }),
    );
    expect(log).toMatchObject([{ verdict: 'offline' }]);
  });
});

describe('failures of the network', () => {
  const lost = outcomes('-0 -1 -2 -3', { code: 'network' });
  const [overloaded] = outcomes('-6');
  const last = overloaded ? [overloaded] : [];
  const crowd = { witnesses: ['claude-status-page'] };
  const offline = seen('', { outcomes: lost, verdict: verdict({ id: 'offline' }) });

  test('from before the connection came back are not Claude’s, when Claude fails later', () => {
    const [, own] = rows(offline, seen('', { ...crowd, outcomes: [...lost, ...last] }));
    expect(own).toMatchObject({ verdict: 'degraded', failures: 1, startedAt: START + 6 * MINUTE });
  });
  test('alone open nothing, whatever others say', () => {
    expect(rows(offline, seen('', { ...crowd, outcomes: lost }))).toMatchObject([{ verdict: 'offline' }]);
  });
  test('are Claude’s when it is Claude that cannot be reached', () => {
    const down = verdict({ id: 'down' });
    expect(rows(seen('', { outcomes: lost, verdict: down }))).toMatchObject([
      { verdict: 'down', failures: 4 },
    ]);
    const cut = [...lost, ...outcomes('-7', { code: 'network' })];
    expect(rows(offline, seen('', { outcomes: cut, verdict: down }))[1]).toMatchObject({ failures: 1 });
  });
});

describe('closing', () => {
  const begun = [seen('-0 -1 -2 -3 -4')];
  test.each<[string, string, string | null]>([
    ['one success is not enough', '-0 -1 -2 -3 -4 +5', null],
    ['two are, when all had failed: it ended with the first', '-0 -1 -2 -3 -4 +5 +6', 'seen'],
    ['two are not, when half came through', '-0 -1 +2 -3 +4 +5', null],
    ['but they are, when nothing has failed for a while', '-0 -1 +2 -3 -4 +5 +20', 'seen'],
  ])('%s', (_, line, ending) => {
    const [row] = rows(...begun, seen(line, { verdict: ok }));
    expect(row?.ending ?? null).toBe(ending);
    if (ending === 'seen') expect(row?.endedAt).toBeGreaterThan(row?.failedAt ?? 0);
  });

  test('the end is that of the first success', () => {
    expect(rows(...begun, seen('-0 -1 -2 -3 -4 +5 +6', { verdict: ok }))[0]?.endedAt).toBe(
      START + 5 * MINUTE,
    );
  });

  test('never by the official closing', () => {
    const down = seen('-0 -1 -2', { witnesses: ['claude-status-page'] });
    expect(rows(down, seen('-0 -1 -2', { verdict: ok }))).toMatchObject([{ endedAt: null }]);
  });

  test('nobody was there when it ended: a guess, and said so', () => {
    const { track: open } = after(...begun);
    expect(settle(open, START + 63 * MINUTE).changed).toEqual([]);
    expect(settle(open, START + 64 * MINUTE).changed).toMatchObject([
      { endedAt: START + 14 * MINUTE, ending: 'assumed' },
    ]);
    const late = rows(...begun, seen('-0 -1 -2 -3 -4 +40 +41', { verdict: ok }));
    expect(late).toMatchObject([{ endedAt: START + 14 * MINUTE, ending: 'assumed' }]);
  });

  test('never by pages that load, where messages failed, however many there are', () => {
    const open = trackAfter(...begun);
    const loads = Array.from({ length: 1_000 }, (_, index) => ({
      ...{
        key: `${TAB} load ${index}`,
        at: START + 5 * MINUTE + index * 50,
        ok: true,
        what: 'load' as const,
      },
      ...{ model: null, code: null, isPrivate: false },
    }));
    const look = seen('', { verdict: ok, outcomes: loads });
    const step = track(open, look, START + 6 * MINUTE, () => 'other');
    expect(step.changed).toEqual([]);
    expect(step.track.open).toMatchObject([{ failures: 5, endedAt: null }]);
    expect(step.track.outcomes.length).toBeLessThan(400);
    expect(step.track.outcomes.filter((one) => !one.ok)).toHaveLength(5);
  });

  test('the gravest verdict stays, with what was known then', () => {
    const down = verdict({
      id: 'down',
      evidence: [{ from: 'tab', key: 'send_failed', values: ['4', '4'], at: START }],
    });
    const log = rows(seen('-0 -1 -2'), seen('-0 -1 -2 -3', { verdict: down }), seen('-0 -1 -2 -3 -4'));
    expect(log).toMatchObject([{ verdict: 'down', failures: 5, evidence: down.evidence }]);
  });
});

describe('on the user’s side', () => {
  const limited = seen('', { verdict: verdict({ id: 'limit', since: START }) });
  test('lasts until no tab shows it any more', () => {
    const other = { ...limited, tabId: 8 };
    const well = seen('', { verdict: ok });
    expect(rows(limited, other, well)).toMatchObject([{ verdict: 'limit', endedAt: null }]);
    expect(rows(limited, other, well, { ...well, tabId: 8 })).toMatchObject([
      { endedAt: START, ending: 'seen' },
    ]);
  });
  test('a tab that is closed shows nothing', () => {
    const { track: open } = after(limited);
    expect(leave(open, TAB, null, START + MINUTE).changed).toMatchObject([{ endedAt: START + MINUTE }]);
  });
  test('looking again adds nothing', () => {
    expect(rows(limited, limited, limited)).toMatchObject([{ failures: 1 }]);
  });
});
