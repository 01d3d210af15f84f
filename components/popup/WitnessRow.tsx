import { t } from '@/utils/browser/i18n';
import type { Evidence } from '@/utils/diagnosis/types';
import type { Witness } from '@/utils/status/types';
import { age, type Clock, isoTime } from '../format';
import { evidenceWords, snake } from '../words';

interface WitnessRowProps {
  readonly witness: Witness;
  /** What the verdict made of it; without it the state speaks for itself. */
  readonly said: Evidence | undefined;
  readonly clock: Clock;
  readonly page: string;
}

/** Problems with words of their own; the many ways in which an answer can't be read are one to the reader. */
const SPOKEN = ['not-asked', 'off', 'no-permission', 'learning', 'stale'] as const;

/** Why it can't be told, such as that it is switched off. Firefox notes each key that has no words. */
export function problemWords(problem: string | null): string {
  const spoken = SPOKEN.find((one) => one === problem);
  return t(spoken === undefined ? 'source_problem_unreadable' : `source_problem_${snake(spoken)}`);
}

function wordsOf({ state, headline, problem, askedAt }: Witness, said: Evidence | undefined): string {
  if (problem === 'not-asked' && askedAt !== null) return t('source_no_answer_yet');
  if (state === 'unknown') return problemWords(problem);
  const heard = said === undefined ? '' : evidenceWords(said);
  return heard || (state === 'trouble' && headline) || t(`source_state_${state}`);
}

export function WitnessRow({ witness, said, clock, page }: WitnessRowProps) {
  const { id, state, answeredAt, askedAt } = witness;
  return (
    <li data-source={id} data-state={state}>
      <a class="who link" href={page} target="_blank" rel="noreferrer">
        {t(`source_${snake(id)}`)}
      </a>
      <span class="said" dir="auto">
        {wordsOf(witness, said)}
      </span>
      <When answeredAt={answeredAt} askedAt={askedAt} clock={clock} />
    </li>
  );
}

type WhenProps = Pick<Witness, 'answeredAt' | 'askedAt'> & { readonly clock: Clock };

/**
 * Each row has a time, and `data-when` says of what: the last answer, or where none ever came the last try, or where nobody
 * was ever asked the moment up to which that holds.
 */
function When({ answeredAt, askedAt, clock }: WhenProps) {
  if (answeredAt !== null)
    return (
      <time data-when="answer" datetime={isoTime(answeredAt)}>
        {age(answeredAt, clock)}
      </time>
    );
  if (askedAt !== null)
    return (
      <time data-when="try" datetime={isoTime(askedAt)}>
        {t('source_asked', age(askedAt, clock))}
      </time>
    );
  return (
    <time data-when="never" datetime={isoTime(clock.now)}>
      {t('source_never')}
    </time>
  );
}
