import { t } from '@/utils/browser/i18n';
import type { Turn } from '@/utils/export/turn';
import { list } from '../format';

interface ForkProps {
  readonly turn: Turn;
  readonly onJump: (messageNumber: number) => void;
}

/** Where a chat forks: which version this is, and the way to the others, as claude.ai has it. */
export function ForkMark({ turn: { number, versions }, onJump }: ForkProps) {
  if (versions.length === 0) return null;
  const all = [...versions, number].sort((a, b) => a - b);
  const place = all.indexOf(number);
  const step = (by: -1 | 1, label: string, path: string) => {
    const to = all[place + by];
    return (
      <button
        type="button"
        class="icon small"
        data-action={by < 0 ? 'version-before' : 'version-after'}
        aria-label={label}
        title={label}
        disabled={to === undefined}
        onClick={() => to !== undefined && onJump(to)}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
          <path d={path} />
        </svg>
      </button>
    );
  };
  return (
    <div class="fork" data-fork={number}>
      {step(-1, t('library_version_before'), 'M10 3L5 8l5 5')}
      <span>{t('library_version_of', place + 1, all.length)}</span>
      {step(1, t('library_version_after'), 'M6 3l5 5-5 5')}
      <span class="quiet">{t('library_other_versions', list(versions, t('lang')))}</span>
    </div>
  );
}
