import { t } from '@/utils/browser/i18n';
import type { LibraryProps } from './props';

export function LibraryHeader(props: LibraryProps) {
  const { use, backup, saving, onBackUpAll, onSaveAll, onImport } = props;
  const isBusy = backup?.state === 'listing' || backup?.state === 'running' || backup?.state === 'paused';
  const isEmpty = use.conversations === 0;
  return (
    <header class="top">
      <h1 tabIndex={-1}>{t('library_title')}</h1>
      <div class="actions">
        <FilePicker onImport={onImport} />
        <button
          type="button"
          class="button"
          data-action="save-copy"
          disabled={isEmpty || saving !== null}
          onClick={onSaveAll}
        >
          {t('library_save_all')}
        </button>
        <WithFiles {...props} />
        <button
          type="button"
          class="button primary"
          data-action="back-up-all"
          disabled={isBusy}
          onClick={onBackUpAll}
        >
          {t('library_back_up_all')}
        </button>
      </div>
    </header>
  );
}

const WithFiles = ({ withFiles, onWithFiles }: Pick<LibraryProps, 'withFiles' | 'onWithFiles'>) => (
  <label class="with-files" title={t('library_with_files_hint')}>
    <input
      type="checkbox"
      name="files"
      checked={withFiles}
      onChange={(event) => onWithFiles(event.currentTarget.checked)}
    />
    {t('library_with_files')}
  </label>
);

/** The input itself is only unseen, so that the keyboard still reaches it. */
function FilePicker({ onImport }: Pick<LibraryProps, 'onImport'>) {
  const take = (input: HTMLInputElement): void => {
    const files = [...(input.files ?? [])];
    if (files.length > 0) onImport(files);
    input.value = ''; // the same file can be chosen again
  };
  return (
    <label class="button picker">
      <input
        type="file"
        accept=".zip,.json"
        multiple
        class="unseen"
        onChange={(event) => take(event.currentTarget)}
      />
      {t('library_import')}
    </label>
  );
}
