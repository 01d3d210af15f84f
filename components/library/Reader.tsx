import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { t } from '@/utils/browser/i18n';
import type { OpenReading } from '@/utils/library/page/state';
import { ArtifactsView } from './ArtifactsView';
import { FilesView } from './FilesView';
import { HitBar } from './HitBar';
import { goToMessage, Pages, useShown } from './Pages';
import type { LibraryProps, ReaderTools } from './props';
import { ReaderHead } from './ReaderHead';

export function Reader(props: LibraryProps) {
  const { reading } = props;
  if (reading === null)
    return props.use.conversations === 0 ? (
      <Welcome automatic={props.automatic} />
    ) : (
      <p class="empty">{t('library_pick')}</p>
    );
  return (
    <article>
      <a class="back" href="#list">
        {t('library_back')}
      </a>
      {reading.state === 'gone' && <p class="empty">{t('library_gone')}</p>}
      {reading.state !== 'gone' && <ReaderHead {...props} reading={reading} isBusy={props.saving !== null} />}
      {reading.state === 'unreadable' && <p class="empty">{t('library_unreadable')}</p>}
      {reading.state === 'open' && <Opened {...props} reading={reading} />}
    </article>
  );
}

/** What is told before there is anything to read. */
const Welcome = ({ automatic }: Pick<LibraryProps, 'automatic'>) => (
  <section class="welcome" aria-labelledby="welcome-label">
    <h2 id="welcome-label">{t('library_welcome')}</h2>
    <p>{t('library_welcome_all')}</p>
    <p>
      {t(automatic === false ? 'library_not_automatic' : 'library_welcome_automatic')}{' '}
      <a class="link" href="#settings">
        {t('library_change')}
      </a>
    </p>
    <p>{t('library_welcome_local')}</p>
  </section>
);

function Opened({ reading, rich, clock, query, findIn, ...props }: LibraryProps & { reading: OpenReading }) {
  const { lines, artifacts, files, snapshot } = reading;
  const root = useRef<HTMLDivElement>(null);
  const [wanted, setWanted] = useState<number | null>(null);
  const words = query.trim();
  const tools = useMemo(
    (): ReaderTools => ({
      rich,
      clock,
      find: words === '' ? null : (text) => findIn(words, text),
      onJump: setWanted,
    }),
    [reading, words],
  );
  const shown = useShown(lines, props.afterRest);
  useEffect(() => {
    if (wanted !== null && goToMessage(root.current, wanted)) setWanted(null);
  }, [wanted, shown]);
  return (
    <div ref={root}>
      {tools.find && <HitBar root={root} query={words} find={tools.find} shown={shown} />}
      <Pages lines={lines} tools={tools} shown={shown} />
      <ArtifactsView artifacts={artifacts} tools={tools} />
      <FilesView
        files={files}
        mayHaveMore={reading.mayHaveFiles}
        named={useMemo(() => namedFiles(reading), [reading])}
        isFetching={props.fetchingFiles === snapshot.conversationId}
        locale={clock.locale}
        onFetch={() => props.onGetFiles(snapshot.conversationId)}
      />
    </div>
  );
}

const namedFiles = ({ lines }: OpenReading): number =>
  lines
    .flatMap(({ turns }) => turns)
    .reduce((sum, { parts }) => sum + parts.filter(({ kind }) => kind === 'file').length, 0);
