import { useEffect, useState } from 'preact/hooks';
import { t } from '@/utils/browser/i18n';
import type { Verdict } from '@/utils/diagnosis/types';
import { causeWords } from '../fix-words';
import { Action } from './Action';
import type { CauseFacts, CauseProps } from './props';

/** What it means, what causes it, how long it lasts, and what doesn't help. */
export function CauseText({ verdict, causeFor, onOpenHelp }: CauseProps & { readonly verdict: Verdict }) {
  const { id, code, reason } = verdict;
  const [cause, setCause] = useState<CauseFacts>();
  useEffect(() => {
    void causeFor(verdict).then(setCause, () => undefined);
  }, [id, code, reason]);
  if (cause === undefined) return null;
  const { what, why, lasts, avoid } = causeWords(cause);
  return (
    <div class="cause" data-cause={cause.id}>
      <p class="meaning">{what}</p>
      <p>{why}</p>
      <h2>{t('what_lasts')}</h2>
      <p>{lasts}</p>
      <h2>{t('what_avoid')}</h2>
      <ul>
        {avoid.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <Action id="open-help" label={t('action_open_help')} on={onOpenHelp} />
    </div>
  );
}
