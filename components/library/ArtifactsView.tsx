import { useState } from 'preact/hooks';
import { t } from '@/utils/browser/i18n';
import type { ArtifactHistory } from '@/utils/export/artifacts';
import { LongText } from './LongText';
import type { ReaderTools } from './props';
import { CodeText } from './RichText';

interface ArtifactsProps {
  readonly artifacts: readonly ArtifactHistory[];
  readonly tools: ReaderTools;
}

/** Every artifact with all its versions. Source only: what an artifact would do is never done here. */
export function ArtifactsView({ artifacts, tools }: ArtifactsProps) {
  if (artifacts.length === 0) return null;
  return (
    <section class="artifacts" aria-labelledby="artifacts-label">
      <h3 id="artifacts-label" tabIndex={-1}>
        {t('library_artifacts', artifacts.length)}
      </h3>
      {artifacts.map((artifact, index) => (
        <ArtifactView key={index} artifact={artifact} tools={tools} />
      ))}
    </section>
  );
}

function ArtifactView({ artifact, tools }: { artifact: ArtifactHistory; tools: ReaderTools }) {
  const { id, states } = artifact;
  const [place, setPlace] = useState(states.length - 1);
  const [wasOpened, setWasOpened] = useState(false);
  const state = states[place];
  if (!state) return null;
  const title = state.title || id || t('library_untitled');
  return (
    <details
      class="fold"
      data-artifact={id}
      onToggle={(event) => event.currentTarget.open && setWasOpened(true)}
    >
      <summary>
        {title}{' '}
        <span class="quiet">
          {[state.language, states.length > 1 && t('library_version_of', place + 1, states.length)]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </summary>
      <div class="fork">
        {states.length > 1 && (
          <label>
            {t('library_artifact_version')}{' '}
            <select
              name="artifact-version"
              value={String(place)}
              onChange={(event) => setPlace(Number(event.currentTarget.value))}
            >
              {states.map((one, index) => (
                <option key={index} value={String(index)}>
                  {t('library_artifact_at', index + 1, one.number)}
                </option>
              ))}
            </select>
          </label>
        )}
        <button type="button" class="plain-button" onClick={() => tools.onJump(state.number)}>
          {t('library_to_message', state.number)}
        </button>
      </div>
      {state.problems.length > 0 && <p class="note">{t('library_artifact_problem')}</p>}
      <LongText text={state.content}>
        {(shown) =>
          wasOpened ? (
            <CodeText rich={tools.rich} text={shown} language={state.language} label={title} />
          ) : (
            <pre>{shown}</pre>
          )
        }
      </LongText>
    </details>
  );
}
