import type { ComponentChildren } from 'preact';
import { t } from '@/utils/browser/i18n';
import type { Witness } from '@/utils/status/types';
import { age, type Clock, clockTime, isoTime } from '../format';
import { Sparkline } from './Sparkline';
import { aboveSince, strongest } from './surge-now';
import { problemWords } from './WitnessRow';

interface CommunityProps {
  readonly witnesses: readonly Witness[];
  readonly clock: Clock;
  /** The row of each. */
  readonly children: ComponentChildren;
}

/** What the crowds say, in one line; each of them folded behind it. */
export function Community({ witnesses, clock, children }: CommunityProps) {
  // Without a fresh answer there is still what was seen.
  const loudest = strongest(witnesses.filter(({ state }) => state !== 'unknown')) ?? strongest(witnesses);
  return (
    <details class="community">
      <summary>
        <span class="who">{t('community_label')}</span>
        <span class="said">
          {loudest !== undefined && <Sparkline buckets={loudest.surge.buckets} />}
          <span>{wordsOf(witnesses)}</span>
        </span>
        <When witnesses={witnesses} clock={clock} />
      </summary>
      <ul>{children}</ul>
    </details>
  );
}

/** Those that nobody could ask, from the one that tells most; before them stands one that was asked and couldn't be read. */
const UNASKED: readonly (string | null)[] = ['not-asked', 'no-permission', 'off'];

/** The same for several silent sources. That they are switched off is said when all of them are. */
function problemOf(witnesses: readonly Witness[]): string | null {
  const problems = witnesses.map(({ problem }) => problem);
  if (problems.includes('learning')) return 'learning';
  return (
    problems.find((one) => !UNASKED.includes(one)) ?? UNASKED.find((one) => problems.includes(one)) ?? null
  );
}

function wordsOf(witnesses: readonly Witness[]): string {
  if (witnesses.some(({ state }) => state === 'trouble')) return t('community_above');
  if (witnesses.some(({ state }) => state === 'ok')) return t('community_usual');
  return problemWords(problemOf(witnesses));
}

/** Since when there is more than usual; else when somebody answered last. */
function When({ witnesses, clock }: Omit<CommunityProps, 'children'>) {
  const loud = strongest(witnesses.filter(({ state }) => state === 'trouble'));
  const since = loud === undefined ? null : aboveSince(loud.surge);
  if (since !== null) return <time datetime={isoTime(since)}>{t('since', clockTime(since, clock))}</time>;
  const at = Math.max(0, ...witnesses.map(({ answeredAt }) => answeredAt ?? 0));
  return at === 0 ? null : <time datetime={isoTime(at)}>{age(at, clock)}</time>;
}
