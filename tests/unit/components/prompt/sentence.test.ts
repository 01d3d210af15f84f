import { describe, expect, it, vi } from 'vitest';
import { BY_VERDICT } from '@/components/popup/situations';
import { NOW } from '@/components/popup/witnesses';
import { promptSentence } from '@/components/prompt/sentence';
import { VERDICT_IDS, type VerdictId } from '@/utils/diagnosis/severity';
import { t } from '../../words';

vi.mock('@/utils/browser/i18n', async () => import('../../words'));

const clock = { now: NOW, locale: 'en-GB', timeZone: 'UTC' };
const say = (id: VerdictId, code: string | null = null, model: string | null = null): string => {
  const view = BY_VERDICT[id];
  const { key, values } = promptSentence({ ...view, verdict: { ...view.verdict, code, model } }, clock);
  return t(key, ...values);
};

describe('the sentence', () => {
  it.each([
    ['degraded', '529', null, "Claude is overloaded (529). It's not you."],
    ['degraded', 'overloaded_error', null, "Claude is overloaded (overloaded_error). It's not you."],
    ['degraded', '500', null, "Claude failed to answer (500). It's not you."],
    ['degraded', '1529', null, "Claude failed to answer (1529). It's not you."],
    ['degraded', null, null, "Claude is failing for some requests. It's not you."],
    ['down', '503', null, "Claude is down (503). It's not you."],
    ['down', null, null, "Claude is down. It's not you."],
    ['model', '529', 'Opus 4.7', 'Opus 4.7 is failing. Other models work.'],
    ['model', null, null, 'One model is failing. Others work.'],
    ['unclear', '529', null, "Something failed (529). It can't be told yet whose fault it is."],
    ['limit', '429', null, "You've reached your usage limit. It lasts until 15:16."],
    ['offline', null, null, "You're offline. It's not Claude."],
  ] as const)('%s, %s, %s', (id, code, model, words) => {
    expect(say(id, code, model)).toBe(words);
  });

  it('names the model to switch to', () => {
    const { verdict } = BY_VERDICT.model;
    const { key, values } = promptSentence(
      { ...BY_VERDICT.model, verdict: { ...verdict, model: 'Opus 4.7', fallback: 'Sonnet 4.6' } },
      clock,
    );
    expect(t(key, ...values)).toBe('Opus 4.7 is failing. Switch to Sonnet 4.6.');
  });

  it.each(VERDICT_IDS)('has words for %s', (id) => {
    expect(say(id)).not.toBe('');
  });
});
