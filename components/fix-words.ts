import { type MessageKey, t } from '@/utils/browser/i18n';
import type { Fix, FixId } from '@/utils/fixes/types';
import { snake } from './words';

/** '' for a key that a newer version has stored. */
const words = (key: string): string => t(key as MessageKey);

/** What was special this time. */
const SPECIAL: Readonly<Record<string, MessageKey>> = {
  'new-chat:file': 'fix_new_chat_done_file',
  'new-chat:text': 'fix_new_chat_done_text',
  'clear-site-cache:firefox': 'fix_clear_site_cache_done_firefox',
};

/** What a fix has done. `how`: `file` or `text`, or the browser. */
export function doneWords(id: FixId, how: string | null = null): string {
  const special = SPECIAL[`${id}:${how}`];
  return special ? t(special) : words(`fix_${snake(id)}_done`);
}

export const goesWords = ({ goes = [] }: Pick<Fix, 'goes'>): readonly string[] =>
  goes.map((key) => words(`goes_${key}`));

export const staysWords = ({ stays = [] }: Pick<Fix, 'stays'>): readonly string[] =>
  stays.map((key) => words(`stays_${key}`));

export const guideWords = (guide: readonly string[]): readonly string[] =>
  guide.map((key) => words(`guide_${key}`)).filter((line) => line !== '');

/** Where the user stands in the playbook. */
export const phaseWords = (phase: string): string => words(`playbook_${phase}`);

export interface CauseWords {
  readonly what: string;
  readonly why: string;
  readonly lasts: string;
  readonly avoid: readonly string[];
}

/** "What is this?" */
export const causeWords = (cause: {
  readonly id: string;
  readonly lasts: string;
  readonly avoid: readonly string[];
}): CauseWords => ({
  what: words(`cause_what_${snake(cause.id)}`),
  why: words(`cause_why_${snake(cause.id)}`),
  lasts: words(`cause_lasts_${cause.lasts}`),
  avoid: cause.avoid.map((key) => words(`cause_avoid_${key}`)),
});
