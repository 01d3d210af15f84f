import { useEffect, useState } from 'preact/hooks';
import { t } from '@/utils/browser/i18n';
import { HOP_IDS } from '@/utils/diagnosis/severity';
import type { TabView } from '@/utils/messaging/tab-view';
import { guideWords } from '../../fix-words';
import { brokenWords } from '../Chain';
import type { StepProps } from '../props';
import { DoneButtons } from './DoneButtons';

/** Unknown is never green: only a chain that was seen whole is called so. */
function foundWords(view: TabView, now: number): string {
  const broken = brokenWords(view, now);
  if (broken !== '') return broken;
  return t(HOP_IDS.every((hop) => view.verdict.hops[hop] === 'ok') ? 'step_chain_whole' : 'step_chain_open');
}

/** The broken link in words, and what to try for it, the likeliest first. */
export function ChainGuide({ view, now, actions, onCancel }: StepProps) {
  const [guide, setGuide] = useState<readonly string[]>([]);
  useEffect(() => {
    void actions.guideFor(view).then(setGuide, () => undefined);
  }, [view]);
  const lines = guideWords(guide);
  return (
    <>
      <p class="found">{foundWords(view, now)}</p>
      {lines.length > 0 && <p class="step-label">{t('step_try')}</p>}
      <ol class="guide">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      <DoneButtons actions={actions} onCancel={onCancel} />
    </>
  );
}
