import { t } from '@/utils/browser/i18n';
import type { Erasing } from '@/utils/library/delete/delete-types';
import { snake } from '../words';
import { Confirmed } from './Confirmed';
import { newsWords } from './news-words';

/** The last section of the settings. */
export function DeleteEverything({ state, copy, canSave, onSaveFirst, onErase }: Erasing) {
  const isBusy = state === 'erasing' || copy.isSaving;
  return (
    <section aria-labelledby="erase-label" class="erase" aria-busy={isBusy}>
      <h2 id="erase-label">{t('settings_erase_title')}</h2>
      <p>{t('settings_erase_goes')}</p>
      <p class="quiet">{t('settings_erase_stays')}</p>
      <div class="actions">
        <button
          type="button"
          class="button"
          data-action="save-first"
          aria-disabled={isBusy || !canSave ? 'true' : undefined}
          onClick={() => !isBusy && canSave && onSaveFirst()}
        >
          {t('settings_erase_save_first')}
        </button>
        <Confirmed
          action="erase"
          label={t('settings_erase')}
          question={t('settings_erase_question')}
          danger={t('drafts_delete')}
          isOff={isBusy}
          onConfirmed={onErase}
        />
      </div>
      <p role="status" data-erased={state}>
        {stateWords(state, copy)}
      </p>
    </section>
  );
}

function stateWords(state: Erasing['state'], { isSaving, news }: Erasing['copy']): string {
  if (isSaving) return t('library_saving');
  if (state === 'full') return t('library_full');
  if (state !== null && state !== 'erasing') return t(`settings_erase_${snake(state)}`);
  return news === null || state === 'erasing' ? '' : newsWords(news);
}
