import { type MessageKey, t } from '@/utils/browser/i18n';
import type { Snapshot } from '@/utils/library/types';
import { knownWords } from './known-words';

const SENTENCES: Record<Snapshot['source'], MessageKey> = {
  api: 'library_source_api',
  'page-cache': 'library_source_page_cache',
  stream: 'library_source_stream',
  dom: 'library_source_dom',
  import: 'library_source_import',
};

const NAMES: Record<Snapshot['source'], MessageKey> = {
  api: 'library_source_name_api',
  'page-cache': 'library_source_name_page_cache',
  stream: 'library_source_name_stream',
  dom: 'library_source_name_dom',
  import: 'library_source_name_import',
};

/** Where a copy came from, and whether it is whole. */
export function sourceWords({ source, whole }: Pick<Snapshot, 'source' | 'whole'>): string {
  const from = knownWords(SENTENCES, source) ?? t('library_source_other', source);
  return `${from} ${t(whole ? 'library_whole' : 'library_not_whole')}`;
}

/** For a list of sources to choose from. */
export const sourceName = (source: string): string => knownWords(NAMES, source) ?? source;
