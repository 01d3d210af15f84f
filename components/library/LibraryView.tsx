import { useMemo } from 'preact/hooks';
import { t } from '@/utils/browser/i18n';
import { BackupPanel } from './BackupPanel';
import { CareBar } from './CareBar';
import { ImportPanel } from './ImportPanel';
import { LibraryHeader } from './LibraryHeader';
import { LibraryNav } from './LibraryNav';
import { newsWords } from './news-words';
import { Progress } from './Progress';
import type { LibraryProps } from './props';
import { Reader } from './Reader';
import { Shelf } from './Shelf';
import './LibraryView.css';

export function LibraryView(props: LibraryProps) {
  const { reading, saving } = props;
  const isEmpty = props.use.conversations === 0;
  const reader = useMemo(
    () => <Reader {...props} />,
    [reading, isEmpty, props.query, saving !== null, props.fetchingFiles, props.leftOut, props.automatic],
  );
  return (
    <div class="library" data-reading={reading !== null}>
      <LibraryNav view="library" />
      <LibraryHeader {...props} />
      <BackupPanel {...props} />
      <ImportPanel imported={props.imported} />
      <CareBar {...props} />
      {saving && <Saving {...saving} />}
      <p class="news" role="status">
        {props.news && newsWords(props.news)}
      </p>
      <main class="panes">
        <Shelf {...props} />
        <div class="desk scroller">{reader}</div>
      </main>
    </div>
  );
}

const Saving = ({ done, total }: { done: number; total: number }) => (
  <div class="backup saving">
    <Progress label={t('library_saving')} done={done} total={total} />
    <p>{t('library_saving_of', done, total)}</p>
  </div>
);
