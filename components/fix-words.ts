import { type MessageKey, t } from '@/utils/browser/i18n';
import type { Fix } from '@/utils/fixes/types';
import { snake } from './words';

/** '' for a key that a newer version has stored. */
const words = (key: string): string => t(key as MessageKey);

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
