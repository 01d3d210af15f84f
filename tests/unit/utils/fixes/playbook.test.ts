import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { VERDICT_IDS } from '@/utils/diagnosis/severity';
import { newPlaybook, type Playbook, PlaybookSchema, type PlayEvent, played } from '@/utils/fixes/playbook';
import { nextFixes, triedInVain } from '@/utils/fixes/tried';
import { FIX_IDS, type FixId } from '@/utils/fixes/types';

const MINUTE = 60_000;
const OFFERED: FixId[] = ['wait-and-retry', 'notify-when-back', 'reload-tab'];
const judged = (fixes = OFFERED): PlayEvent => ({ kind: 'judged', verdict: 'degraded', fixes });
const began = (fix: FixId, failed: Playbook['failed'] = 'send'): PlayEvent => ({
  kind: 'began',
  fix,
  run: `run of ${fix}`,
  failed,
});
const did = (fix: FixId, failed?: Playbook['failed']): PlayEvent[] => [
  began(fix, failed),
  { kind: 'ended', how: 'done', problem: null },
];
/** One event a second, stored and read anew before each: as after a restart of the worker. */
const happened = (events: readonly PlayEvent[], from: Playbook = newPlaybook('degraded', 0)): Playbook =>
  events.reduce(
    (book, event, index) =>
      played(PlaybookSchema.parse(JSON.parse(JSON.stringify(book))), event, book.at + 1_000 + index),
    from,
  );

test('do, see that the next request works: that helped', () => {
  const done = happened([judged(), ...did('wait-and-retry')]);
  expect(done).toMatchObject({ phase: 'observing', fix: 'wait-and-retry' });
  const book = played(
    done,
    { kind: 'requested', what: 'send', worked: true, sentAt: done.at + 5 },
    done.at + 900,
  );
  expect(book).toMatchObject({ phase: 'helped', fix: null });
  expect(book.tried).toMatchObject([{ fix: 'wait-and-retry', verdict: 'degraded', outcome: 'helped' }]);
  expect(triedInVain(book)).toEqual([]);
});

test('it fails again: the next one is offered, and this one no more', () => {
  const done = happened([judged(), ...did('wait-and-retry')]);
  const book = played(
    done,
    { kind: 'requested', what: 'send', worked: false, sentAt: done.at + 5 },
    done.at + 900,
  );
  expect(book.phase).toBe('offering');
  expect(nextFixes(book, OFFERED)).toEqual(['notify-when-back', 'reload-tab']);
  expect(triedInVain(book)).toEqual(['wait-and-retry']);
});

test('a request from before the fix was done proves nothing', () => {
  const done = happened([judged(), ...did('reload-tab')]);
  expect(
    played(done, { kind: 'requested', what: 'send', worked: true, sentAt: done.at - 1 }, done.at + 10),
  ).toBe(done);
});

test('while it is being done, a failure doesn’t count', () => {
  const doing = happened([judged(), began('wait-and-retry')]);
  expect(
    played(doing, { kind: 'requested', what: 'send', worked: false, sentAt: doing.at + 5 }, doing.at + 9),
  ).toBe(doing);
});

test('nothing was requested: after three minutes the user is asked, and believed', () => {
  const done = happened([judged(), ...did('check-connection')]);
  expect(played(done, { kind: 'time' }, done.at + 3 * MINUTE - 1).phase).toBe('observing');
  const asking = played(done, { kind: 'time' }, done.at + 3 * MINUTE);
  expect(asking.phase).toBe('asking');
  expect(played(asking, { kind: 'said', helped: false }, asking.at + 1).tried).toMatchObject([
    { outcome: 'no-use' },
  ]);
  expect(played(asking, { kind: 'said', helped: true }, asking.at + 1).phase).toBe('helped');
});

test.each([
  ['failed', 'permission_refused', 'stuck', ['reload-tab', 'notify-when-back']],
  ['cancelled', null, 'cancelled', ['wait-and-retry', 'notify-when-back', 'reload-tab']],
] as const)('%s: goes on record, and the state is as before', (how, problem, outcome, left) => {
  const book = happened([judged(), began('wait-and-retry'), { kind: 'ended', how, problem }]);
  expect(book).toMatchObject({ phase: 'offering', fix: null, tried: [{ outcome, problem }] });
  expect(new Set(nextFixes(book, OFFERED))).toEqual(new Set(left));
});

test('nothing is left: exhausted; something new turns up: offered again', () => {
  const book = happened([
    judged(),
    { kind: 'skipped', fix: 'wait-and-retry' },
    { kind: 'skipped', fix: 'notify-when-back' },
    { kind: 'skipped', fix: 'reload-tab' },
    judged(),
  ]);
  expect(book.phase).toBe('exhausted');
  expect(happened([judged([...OFFERED, 'new-chat'])], book).phase).toBe('offering');
  expect(triedInVain(book)).toEqual([]);
});

describe('another verdict', () => {
  test('what was tried for the one before is remembered, and may be tried for this one', () => {
    const book = happened([judged(), { kind: 'skipped', fix: 'reload-tab' }]);
    const other = played(book, { kind: 'judged', verdict: 'page', fixes: ['reload-tab'] }, book.at + 1);
    expect(other).toMatchObject({ verdict: 'page', phase: 'offering' });
    expect(other.tried).toHaveLength(1);
    expect(nextFixes(other, ['reload-tab'])).toEqual(['reload-tab']);
  });
  test('does not disturb what is being observed', () => {
    const done = happened([judged(), ...did('reload-tab')]);
    expect(played(done, { kind: 'judged', verdict: 'unclear', fixes: [] }, done.at + 1)).toBe(done);
  });
  test('after help, or after hours, it is another trouble', () => {
    const done = happened([judged(), ...did('reload-tab'), { kind: 'said', helped: true }]);
    // The failures of before may still weigh for a moment.
    expect(played(done, judged(), done.at + MINUTE - 1)).toBe(done);
    const other = { phase: 'offering', tried: [] };
    expect(played(done, judged(), done.at + MINUTE)).toMatchObject(other);
    const failed: PlayEvent = { kind: 'requested', what: 'send', worked: false, sentAt: done.at + 5 };
    expect(played(done, failed, done.at + 9)).toMatchObject(other);
    const left = happened([judged(), { kind: 'skipped', fix: 'reload-tab' }]);
    expect(played(left, judged(), left.at + 6 * 60 * MINUTE).tried).toEqual([]);
  });
});

const event: fc.Arbitrary<PlayEvent> = fc.oneof(
  fc.constantFrom(...FIX_IDS).map((fix) => began(fix)),
  fc.record({
    kind: fc.constant('ended' as const),
    how: fc.constantFrom('done' as const, 'failed' as const, 'cancelled' as const),
    problem: fc.constantFrom(null, 'tab_gone'),
  }),
  fc.record({
    kind: fc.constant('requested' as const),
    what: fc.constantFrom('send' as const, 'page' as const),
    worked: fc.boolean(),
    sentAt: fc.nat(10_000_000),
  }),
  fc.record({ kind: fc.constant('said' as const), helped: fc.boolean() }),
  fc.record({ kind: fc.constant('skipped' as const), fix: fc.constantFrom(...FIX_IDS) }),
  fc.record({
    kind: fc.constant('judged' as const),
    verdict: fc.constantFrom(...VERDICT_IDS),
    fixes: fc.subarray([...FIX_IDS]),
  }),
  fc.constant({ kind: 'time' as const }),
);

test('whatever happens in whatever order: it can be stored, and one fix is under way at most', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 80 }), (events) => {
      const book = happened(events);
      expect(PlaybookSchema.safeParse(JSON.parse(JSON.stringify(book))).data).toEqual(book);
      expect(book.fix === null).toBe(!['doing', 'observing', 'asking'].includes(book.phase));
    }),
  );
});
