import { t } from '@/utils/browser/i18n';
import type { FixId, RunView } from '@/utils/fixes/types';
import { fixWords, snake } from './words';

interface FixLabelProps {
  readonly id: FixId;
  readonly run: RunView | null;
  readonly now: number;
}

/** Ticks for the eye only: screen readers would repeat the name of a focused button whenever it changes. */
export function FixLabel({ id, run, now }: FixLabelProps) {
  const words = fixWords(id, run, now);
  if (run?.state !== 'waiting' || run.fix !== id) return <>{words}</>;
  return (
    <>
      <span aria-hidden="true">{words}</span>
      <span class="unseen">{t(`fix_${snake(id)}_title`)}</span>
    </>
  );
}
