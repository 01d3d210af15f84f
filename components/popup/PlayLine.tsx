import { t } from '@/utils/browser/i18n';
import type { TabView } from '@/utils/messaging/tab-view';
import { phaseWords } from '../fix-words';
import { isRunning, snake } from '../words';
import type { FixProps } from './props';

type PlayLineProps = Pick<FixProps, 'onTell'> & { readonly view: TabView };

/** Whether the user is asked, or waited for. */
export const isWatched = ({ playbook, run }: TabView): boolean =>
  !isRunning(run) && (playbook?.phase === 'observing' || playbook?.phase === 'asking');

/** After a fix: did it help? The next request tells; the user's word counts more. */
export function PlayLine({ view, onTell }: PlayLineProps) {
  const { playbook, run } = view;
  if (!playbook || isRunning(run)) return null;
  const { phase, fix } = playbook;
  // The button of the fix says it all.
  if (phase === 'doing' || phase === 'offering') return null;
  return (
    <div class="play" data-phase={phase}>
      <p>
        {phase === 'asking' && fix && <strong>{t(`fix_${snake(fix)}_title`)}: </strong>}
        {phaseWords(phase)}
      </p>
      {isWatched(view) && (
        <>
          <button type="button" class="second" data-action="helped" onClick={() => onTell({ helped: true })}>
            {t('action_helped')}
          </button>
          <button
            type="button"
            class="second"
            data-action="not-helped"
            onClick={() => onTell({ helped: false })}
          >
            {t('action_not_helped')}
          </button>
        </>
      )}
    </div>
  );
}
