import { type MessageKey, t } from '@/utils/browser/i18n';
import type { Evidence, Verdict } from '@/utils/diagnosis/types';
import type { FixId, RunView } from '@/utils/fixes/types';
import type { TabView } from '@/utils/messaging/tab-view';
import { countdown } from './format';

type Snake<S extends string> = S extends `${infer Head}-${infer Tail}` ? `${Head}_${Snake<Tail>}` : S;

/** Ids have hyphens, word keys can't. */
export const snake = <S extends string>(id: S) => id.replaceAll('-', '_') as Snake<S>;

/** '' when there are no words for it, as for evidence that a newer version has stored. */
export const evidenceWords = ({ key, values }: Evidence): string =>
  t(`evidence_${key}` as MessageKey, ...values);

/** Why the verdict was given. '' when a newer version has given a reason that this one has no words for. */
export const reasonWords = ({ reason }: Verdict): string => t(`reason_${reason}` as MessageKey);

export const adviceWords = ({ advice }: Verdict): string =>
  advice === null ? '' : t(advice === 'wait' ? 'advice_wait' : 'advice_act');

/** An unknown problem still gets a plain sentence. */
export const failureWords = (problem: string | null): string =>
  (problem && t(`failure_${snake(problem)}` as MessageKey)) || t('failure_still_failing');

export const pageRetryWords = ({ attempt, of }: NonNullable<TabView['pageRetry']>): string =>
  of === null ? t('page_retry_open', attempt) : t('page_retry', attempt, of);

type Running = RunView & { readonly state: 'waiting' | 'working' };

export const isRunning = (run: RunView | null): run is Running =>
  run !== null && (run.state === 'waiting' || run.state === 'working');

/** What the button of a fix says: its title, its countdown, or that it is at work. */
export function fixWords(id: FixId, run: RunView | null, now: number): string {
  if (!isRunning(run) || run.fix !== id || run.surface !== null) return t(`fix_${snake(id)}_title`);
  if (run.state === 'working' || run.until === null) return t(`fix_${snake(id)}_running`);
  const { unit, count } = countdown(run.until, now);
  return t(id === 'wait-and-retry' ? 'run_countdown' : 'run_countdown_other', t(`duration_${unit}`, count));
}

/** What was special this time. */
const SPECIAL: Readonly<Record<string, MessageKey>> = {
  'new-chat:file': 'fix_new_chat_done_file',
  'new-chat:text': 'fix_new_chat_done_text',
  'clear-site-cache:firefox': 'fix_clear_site_cache_done_firefox',
};

/** What a fix has done. `how`: `file` or `text`, or the browser. */
export function doneWords(id: FixId, how: string | null = null): string {
  const special = SPECIAL[`${id}:${how}`];
  return special ? t(special) : t(`fix_${snake(id)}_done`);
}

/** What became of the fix that ran last. That Claude answers again isn't said any more when it has failed since. */
export function runNews({ run, verdict }: TabView): string {
  const isOld = run?.state === 'done' && run.fix === 'wait-and-retry' && verdict.id !== 'ok';
  return isOld ? '' : spokenRun(run);
}

/** What became of the fix, without the ticking number: for live regions and the news line. */
export function spokenRun(run: RunView | null): string {
  if (run === null) return '';
  if (run.state === 'done') return doneWords(run.fix, run.how ?? null);
  if (run.state === 'cancelled') return t('run_cancelled');
  if (run.state === 'failed') return failureWords(run.problem);
  if (run.surface !== null) return t('run_your_turn', t(`fix_${snake(run.fix)}_title`));
  return run.fix === 'wait-and-retry' && run.of > 1
    ? t('run_attempt_spoken', run.attempt, run.of)
    : t(`fix_${snake(run.fix)}_running`);
}
