import { type MessageKey, t } from '@/utils/browser/i18n';
import type { Snapshot } from '@/utils/library/types';
import { snake } from '../words';

/** Where a copy came from, and whether it is whole, in one sentence. A source of a newer version has the general words. */
export function sourceWords({ source, whole }: Pick<Snapshot, 'source' | 'whole'>): string {
  const from = t(`library_source_${snake(source)}` as MessageKey) || t('library_source_other', source);
  return `${from} ${t(whole ? 'library_whole' : 'library_not_whole')}`;
}

/** For a list of sources to choose from. */
export const sourceName = (source: string): string =>
  t(`library_source_name_${source.replaceAll('-', '_')}` as MessageKey) || source;
