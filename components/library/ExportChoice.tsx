import { useState } from 'preact/hooks';
import { t } from '@/utils/browser/i18n';
import { knownWords } from './known-words';

interface ExportProps {
  /** Ids, in the order in which they are offered. */
  readonly formats: readonly string[];
  readonly isBusy: boolean;
  readonly onExport: (format: string) => void;
}

/** One file in a format of the user's choice. */
export function ExportChoice({ formats, isBusy, onExport }: ExportProps) {
  const [format, setFormat] = useState('markdown');
  return (
    <div class="export">
      <label>
        <span class="unseen">{t('library_export_as')}</span>
        <select name="format" value={format} onChange={(event) => setFormat(event.currentTarget.value)}>
          {formats.map((id) => (
            <option key={id} value={id} data-format={id}>
              {formatWords(id)}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        class="button"
        data-action="export"
        data-format={format}
        aria-disabled={isBusy ? 'true' : undefined}
        onClick={() => !isBusy && onExport(format)}
      >
        {t('library_export')}
      </button>
    </div>
  );
}

const FORMATS = {
  json: 'library_format_json',
  markdown: 'library_format_markdown',
  html: 'library_format_html',
  text: 'library_format_text',
  pdf: 'library_format_pdf',
  obsidian: 'library_format_obsidian',
} as const;

const formatWords = (id: string): string => knownWords(FORMATS, id) ?? id;
