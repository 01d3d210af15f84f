/** A thing that is registered but leads nowhere, or has no words, is one that nobody ever sees. */

import { describe, expect, it } from 'vitest';
import { detectors } from '@/utils/detectors/registry';
import type { Finding } from '@/utils/detectors/types';
import { diagnose } from '@/utils/diagnosis/diagnose';
import { evidenceOf } from '@/utils/diagnosis/evidence';
import { NO_HISTORY } from '@/utils/diagnosis/history';
import { VERDICT_IDS } from '@/utils/diagnosis/severity';
import type { Draft } from '@/utils/drafts/types';
import { fixes, fixesFor } from '@/utils/fixes/registry';
import type { Fix, FixContext } from '@/utils/fixes/types';
import { statusSources } from '@/utils/status/registry';
import { snake, words } from './source';

const unworded = (...keys: string[]): string[] => keys.filter((key) => !words[key]?.message);

const draft: Draft = { text: 'a', attachments: [], conversationId: 'c', updatedAt: 0, state: 'sent' };
const SITUATIONS: readonly FixContext[] = (['send', 'document', 'other'] as const).flatMap((failed) =>
  [true, false].flatMap((outputBegan) =>
    [draft, { ...draft, state: 'typing' as const }, null].flatMap((kept) =>
      ['c', null].map((conversationId) => ({
        ...{ failed, outputBegan, conversationId, draft: kept },
        ...{ retryAfterMs: null, jitter: [0.5, 0.5, 0.5] },
        more: { fallback: 'Sonnet 5', officialIsGreen: true, tried: ['reload-tab' as const] },
      })),
    ),
  ),
);

describe.each(fixes.map((fix): [string, Fix] => [fix.id, fix]))('fix %s', (id, fix) => {
  it('is offered for some verdict in some situation', () => {
    const offered = SITUATIONS.some((is) =>
      VERDICT_IDS.some((verdict) => fixesFor(verdict, is).includes(fix.id)),
    );
    expect(offered, 'no verdict ranks it, or it is never available').toBe(true);
  });
  it('has a title, its effect, and words for while it runs and for when it is done', () => {
    expect(
      unworded(...['title', 'effect', 'running', 'done'].map((part) => `fix_${snake(id)}_${part}`)),
    ).toEqual([]);
  });
  it('has words for all that it lets go, keeps, and asks the user to do', () => {
    const steps = SITUATIONS.flatMap((is) => fix.plan(is));
    const guide = steps.flatMap((step) => (step.verb === 'show-steps' ? step.guide : []));
    expect(unworded(...(fix.goes ?? []).map((key) => `goes_${key}`))).toEqual([]);
    expect(unworded(...(fix.stays ?? []).map((key) => `stays_${key}`))).toEqual([]);
    expect(unworded(...guide.map((key) => `guide_${key}`))).toEqual([]);
  });
});

describe.each(detectors.map(({ id }) => id))('detector %s', (id) => {
  const finding: Finding = { id, since: 1, at: 1, provisional: false, recheckAt: null, evidence: {} };
  const seen = {
    findings: [finding],
    witnesses: [],
    successes: { replyAt: null, pageAt: null, callAt: null, answerAt: null },
    probes: [],
    history: NO_HISTORY,
  };
  it('changes the verdict', () => {
    expect(diagnose(seen, 2).id).not.toBe('ok');
  });
  it('says in words what was seen', () => {
    const keys = evidenceOf(seen, finding, 2).map(({ key }) => `evidence_${key}`);
    expect(keys).not.toEqual([]);
    expect(unworded(...keys)).toEqual([]);
    // The line for whatever has no line of its own.
    if (id !== 'error-notice') expect(keys).not.toContain('evidence_banner_shown');
  });
});

it.each(VERDICT_IDS)('verdict %s has its sentence, its short form and whose side it is on', (id) => {
  expect(unworded(`verdict_${snake(id)}`, `whose_${snake(id)}`, `prompt_${snake(id)}`)).toEqual([]);
});

it.each(statusSources.map(({ id }) => id))('source %s has a name', (id) => {
  expect(unworded(`source_${snake(id)}`)).toEqual([]);
});
