import { t } from '@/utils/browser/i18n';
import type { OpenReading } from '@/utils/library/page/state';
import { type Clock, clockTime, isoTime } from '../format';
import { sourceWords } from './source-words';

interface VersionsProps extends Pick<OpenReading, 'versions' | 'snapshot'> {
  readonly clock: Clock;
}

/** Every copy of a chat that is kept, the last one first. Absent while there is one. */
export function VersionsView({ versions, snapshot, clock }: VersionsProps) {
  if (versions.length < 2) return null;
  return (
    <details class="side" data-part="versions">
      <summary>{t('library_versions', versions.length)}</summary>
      <ul>
        {versions.map((version) => {
          const isShown = version.hash === snapshot.hash && version.source === snapshot.source;
          return (
            <li key={`${version.hash} ${version.source}`} data-version={version.hash}>
              <a
                class="link"
                href={`#${version.conversationId}@${version.hash.slice(0, 12)}`}
                aria-current={isShown ? 'true' : undefined}
              >
                <time datetime={isoTime(version.capturedAt)}>{clockTime(version.capturedAt, clock)}</time>
              </a>{' '}
              <span class="quiet">
                {[
                  t('library_messages', version.messageCount),
                  sourceWords(version),
                  ...(isShown ? [t('library_version_shown')] : []),
                ].join(' · ')}
              </span>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
