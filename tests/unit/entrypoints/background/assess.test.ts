import { describe, expect, test } from 'vitest';
import { newPlaybook } from '@/utils/fixes/playbook';
import { NO_LOAD, withVain } from '@/utils/fixes/try-load';
import type { Snapshot } from '@/utils/library/types';
import { TabViewSchema } from '@/utils/messaging/tab-view';
import type { Witness } from '@/utils/status/types';
import { a, CHAT, failedTry, goodTry } from '../../utils/signals/given';
import { assessed, draft, run, TAB } from './given';

const here = [a('page-loaded', 0), a('page-context', 1)];
const failed = [...here, ...failedTry('lx-1', 1_000, { retryAfterMs: 12_000 })];
const FINAL = 60_000;

describe('the view', () => {
  test('of a tab where all is well', () => {
    const { view, findings, recheckAt } = assessed([...here, ...goodTry('lx-1', 1_000)], 20_000);
    expect(view).toMatchObject({
      tabId: TAB,
      verdict: { id: 'ok', confidence: 'high' },
      fixes: [],
      run: null,
      pageRetry: null,
      failed: 'other',
      draft: null,
      conversationId: CHAT,
      dismissed: false,
    });
    expect([findings, recheckAt]).toEqual([[], null]);
  });

  test('of a failure that may mend itself: nothing to try again, and when to look', () => {
    const waiting = a('page-retry', 2_000, { attempt: 2, of: 5 });
    const { view, recheckAt, context } = assessed([...failed, waiting], 3_000);
    expect(view.verdict).toMatchObject({ id: 'degraded', provisional: true });
    expect(view.pageRetry).toEqual({ attempt: 2, of: 5 });
    expect(view.fixes).not.toContain('wait-and-retry');
    expect(context.failed).toBe('other');
    expect(recheckAt).toBeGreaterThan(3_000);
  });

  test('of a failure that is final', () => {
    const { view } = assessed(failed, FINAL, { drafts: { typed: null, sent: draft('sent') } });
    expect(view.verdict).toMatchObject({ id: 'degraded', provisional: false, code: '529' });
    expect(view.fixes).toEqual([
      'wait-and-retry',
      'notify-when-back',
      'restore-draft',
      'reload-tab',
      'new-chat',
      'continue-elsewhere',
    ]);
    expect(view.draft).toEqual({ state: 'sent' });
  });

  test('without a tab there is nothing to fix', () => {
    expect(assessed(failed, FINAL, { tabId: null }).view.fixes).toEqual([]);
  });

  test('of a run', () => {
    expect(assessed(failed, FINAL, { run: run() }).view.run).toMatchObject({
      fix: 'wait-and-retry',
      attempt: 1,
      of: 3,
    });
  });

  test('goes through the door of the popup', () => {
    for (const now of [3_000, FINAL]) {
      const { view } = assessed(failed, now, { run: run(), drafts: { typed: draft('typing'), sent: null } });
      expect(TabViewSchema.safeParse(view).data).toEqual(view);
    }
  });
});

test('a prompt that was closed stays closed for this trouble, and opens for the next', () => {
  const since = assessed(failed, FINAL).view.verdict.since;
  const record = (signals: typeof failed) => ({ signals, dismissed: since, composerIsEmpty: null });
  expect(assessed(failed, FINAL, { record: record(failed) }).view.dismissed).toBe(true);
  const again = [...failed, ...goodTry('lx-2', 70_000), ...failedTry('lx-3', 90_000)];
  expect(assessed(again, 150_000, { record: record(again) }).view.dismissed).toBe(false);
  expect(assessed(here, FINAL).view.dismissed).toBe(false);
});

describe('what a plan is made from', () => {
  test('a stored copy of the chat, which makes it possible to go on elsewhere', () => {
    const backup = { conversationId: CHAT, messageCount: 4 } as Snapshot;
    const { context, view } = assessed(failed, FINAL, { backup });
    expect(context.more?.transcript).toEqual({ conversationId: CHAT, turns: 4 });
    expect(view.fixes).toContain('continue-elsewhere');
    expect(assessed(failed, FINAL).view.fixes).not.toContain('continue-elsewhere');
  });

  test('a message that failed', () => {
    const { more, ...context } = assessed(failed, FINAL).context;
    expect(more).toEqual({
      verdict: 'degraded',
      advice: 'wait',
      fallback: null,
      path: `/chat/${CHAT}`,
      pageRetries: false,
      breakerIsOpen: false,
      tried: [],
      officialIsGreen: false,
      transcript: null,
    });
    expect(context).toEqual({
      failed: 'send',
      outputBegan: false,
      draft: null,
      conversationId: CHAT,
      retryAfterMs: 12_000,
      watching: false,
      jitter: [0.5, 0.5, 0.5],
    });
  });

  test.each([
    ['the page', [a('page-loaded', 1_000, { status: 502, document: 'gateway-error' })], 'document'],
    ['no page', [a('navigation-failed', 1_000, { error: 'net::ERR_TIMED_OUT' })], 'document'],
    ['a reply that froze', [...here, a('reply-silent', 40_000)], 'other'],
    ['nothing', here, 'other'],
  ] as const)('%s failed', (_, signals, expected) => {
    expect(assessed([...signals], FINAL).context.failed).toBe(expected);
  });

  test('half of an answer', () => {
    const half = [a('request-started', 1_000), a('reply-accepted', 1_500), a('reply-began', 2_000)];
    const signals = [...here, ...half, a('reply-ended', 9_000, { outcome: 'failed', failure: 'overloaded' })];
    const { context, view } = assessed(signals, FINAL);
    expect(context.outputBegan).toBe(true);
    expect(view.fixes).not.toContain('wait-and-retry');
  });

  const typed = draft('typing');
  const sent = draft('sent');
  const waiting = [...here, a('request-started', 1_000)];
  test.each([
    ['in trouble: what was sent', failed, { typed, sent }, null, sent],
    ['in trouble: what was being typed', failed, { typed, sent: null }, null, typed],
    ['in trouble: what stands in the composer needs nothing', failed, { typed, sent: null }, false, null],
    ['all well: what stands in the composer needs nothing', here, { typed, sent: null }, false, null],
    ['all well: the composer is empty, the text is kept', here, { typed, sent: null }, true, typed],
    ['all well: nobody knows what the composer holds', here, { typed, sent: null }, null, null],
    ['the answer is on its way', waiting, { typed: null, sent }, true, null],
    ['no answer is on its way', here, { typed: null, sent }, true, sent],
  ] as const)('the draft, %s', (_, signals, drafts, composerIsEmpty, expected) => {
    const record = { signals: [...signals], dismissed: null, composerIsEmpty };
    expect(assessed([...signals], FINAL, { drafts, record }).context.draft).toEqual(expected);
  });
});

describe('whose trouble it is', () => {
  const official: Witness = {
    ...{
      id: 'claude-status-page',
      state: 'trouble',
      impact: 'major',
      headline: 'Elevated errors',
      problem: null,
    },
    ...{ answeredAt: FINAL, askedAt: FINAL },
  };
  test.each<[string, Parameters<typeof assessed>, boolean]>([
    ['their own failure', [failed, FINAL], true],
    ['what only others report', [here, FINAL, { witnesses: [official] }], false],
    ['from before Claude came back', [failed, FINAL, { back: { at: FINAL - 1, by: 'run' } }], false],
    ['since Claude came back', [failed, FINAL, { back: { at: 1_000, by: 'run' } }], true],
  ])('%s', (_, args, expected) => expect(assessed(...args).concerns).toBe(expected));
});

describe('enough is enough', () => {
  test('after three tries in vain something else is recommended', () => {
    const inVain = run({ state: 'failed', problem: 'still_failing', until: null });
    const load = withVain(NO_LOAD, inVain);
    const drafts = { typed: null, sent: draft('sent') };
    const { view, book, recheckAt } = assessed(failed, FINAL, { run: inVain, load, drafts });
    expect(view.fixes).not.toContain('wait-and-retry');
    expect(view.fixes.slice(0, 2)).toEqual(['notify-when-back', 'restore-draft']);
    expect(view.playbook).toMatchObject({
      phase: 'offering',
      tried: [{ fix: 'wait-and-retry', outcome: 'no-use', problem: 'still_failing' }],
    });
    expect(recheckAt).toBeLessThanOrEqual(inVain.stepAt + 40 * 60_000);
    // The run is forgotten at last; that it was in vain isn't.
    const later = assessed(failed, FINAL, { load, book, drafts }).view;
    expect([later.fixes, later.playbook]).toEqual([view.fixes, view.playbook]);
  });

  test('all that mends was tried, and the status is green: the report is what is left', () => {
    const official: Witness = {
      ...{ id: 'claude-status-page', state: 'ok', impact: 'none', headline: null, problem: null },
      ...{ answeredAt: FINAL, askedAt: FINAL },
    };
    const tried = (['wait-and-retry', 'reload-tab', 'new-chat', 'continue-elsewhere'] as const).map(
      (fix) => ({
        ...{ fix, verdict: 'degraded' as const, at: 2_000, outcome: 'no-use' as const, problem: null },
      }),
    );
    const book = { ...newPlaybook('degraded', 1_000), tried };
    const known = { book, witnesses: [official], watching: true };
    const { view, book: after } = assessed(failed, FINAL, known);
    expect(view.fixes[0]).toBe('contact-support');
    // Seen at the first look, too: nothing is called exhausted for a moment.
    expect(after?.phase).toBe('offering');
    const trouble = { ...known, witnesses: [{ ...official, state: 'trouble' as const }] };
    expect(assessed(failed, FINAL, trouble).view.fixes).not.toContain('contact-support');
    const stale = { ...known, witnesses: [{ ...official, answeredAt: FINAL - 16 * 60_000 }] };
    expect(assessed(failed, FINAL, stale).view.fixes).not.toContain('contact-support');
  });

  test('that the watch has begun is no success', () => {
    const begun = run({ fix: 'notify-when-back', state: 'done', until: null });
    expect(assessed(failed, FINAL, { run: begun, watching: true }).view).toMatchObject({
      run: null,
      watching: true,
    });
  });

  test.each([
    ['closed after it failed', 5_000, true],
    ['failed after it was closed', 500, false],
  ])('a prompt that was %s: closed is %s', (_, dismissed, expected) => {
    const record = { signals: [...failed], dismissed, composerIsEmpty: null };
    expect(assessed(failed, FINAL, { record }).view.dismissed).toBe(expected);
  });

  test('loaded anew, the page has nothing to press: the popup tells, the prompt keeps quiet', () => {
    const { view } = assessed([...failed, a('page-loaded', 30_000)], FINAL);
    expect(view).toMatchObject({ verdict: { id: 'degraded', provisional: false }, dismissed: true });
    expect(view.fixes).not.toContain('wait-and-retry');
  });

  test('some fail and the latest worked: told, nothing to mend, no prompt', () => {
    const signals = [
      ...here,
      ...failedTry('lx-1', 1_000),
      ...goodTry('lx-2', 60_000),
      ...failedTry('lx-3', 120_000),
      ...goodTry('lx-4', 180_000),
    ];
    const { view } = assessed(signals, 200_000);
    expect(view).toMatchObject({ verdict: { id: 'degraded' }, dismissed: true, fixes: [] });
    // The next failure is loud again.
    const { view: next } = assessed([...signals, ...failedTry('lx-5', 240_000)], 290_000);
    expect(next).toMatchObject({ verdict: { id: 'degraded' }, dismissed: false, failed: 'send' });
  });

  test('the list of chats fails beside a chat that works: told, no prompt', () => {
    const list = a('response-received', 2_000, { endpoint: 'list', status: 503, failure: 'gateway' });
    const { view } = assessed([...here, list], FINAL);
    expect(view).toMatchObject({ verdict: { id: 'degraded' }, dismissed: true, failed: 'other' });
  });
});
