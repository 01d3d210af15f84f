import { t } from '@/utils/browser/i18n';
import { guideWords } from '../../fix-words';
import type { StepProps } from '../props';
import { DoneButtons } from './DoneButtons';

/** What a try shows, told apart from what there is to do. */
const isResult = (key: string): boolean => /_(works|fails)$/.test(key);

/** What to do by hand, in order, and what each result means. */
export function Guide({ guide, actions, onCancel }: StepProps & { readonly guide: readonly string[] }) {
  const results = guideWords(guide.filter(isResult));
  return (
    <>
      <ol class="guide">
        {guideWords(guide.filter((key) => !isResult(key))).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      {results.length > 0 && <p class="step-label">{t('step_results')}</p>}
      <ul class="results">
        {results.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <DoneButtons actions={actions} onCancel={onCancel} />
    </>
  );
}
