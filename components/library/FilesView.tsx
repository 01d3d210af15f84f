import { type MessageKey, t } from '@/utils/browser/i18n';
import type { StoredFile } from '@/utils/library/types';
import { byteSize } from './byte-size';
import { knownWords } from './known-words';

interface FilesProps {
  readonly files: readonly StoredFile[];
  /** How many files the chat names. */
  readonly named: number;
  /** Some that it doesn't name may lie in its sandbox. */
  readonly mayHaveMore: boolean;
  readonly isFetching: boolean;
  readonly locale: string;
  readonly onFetch: () => void;
}

/** The files of a chat: what is kept of them, and what could not be had. Absent when there are none. */
export function FilesView({ files, named, mayHaveMore, isFetching, locale, onFetch }: FilesProps) {
  if (files.length === 0 && named === 0 && !mayHaveMore) return null;
  const missing = files.filter(({ hash }) => hash === null).length;
  return (
    <details class="side" data-part="files">
      <summary>{filesWords(files.length, named, missing)}</summary>
      <ul>
        {files.map((file) => (
          <li key={file.fileId} data-file={file.fileId} data-state={stateOf(file)}>
            {file.name}{' '}
            <span class="quiet">
              {file.hash === null ? '' : byteSize(file.size, locale)}
              {file.problem !== null && ` ${wordsOf(file, file.problem)}`}
            </span>
          </li>
        ))}
      </ul>
      <button
        type="button"
        class="button"
        data-action="keep-files"
        aria-disabled={isFetching ? 'true' : undefined}
        onClick={() => !isFetching && onFetch()}
      >
        {t(isFetching ? 'library_files_fetching' : 'library_files_get')}
      </button>
    </details>
  );
}

function filesWords(had: number, named: number, missing: number): string {
  if (had === 0) return named === 0 ? t('library_files_unknown') : t('library_files_none_kept', named);
  return missing === 0 ? t('library_files', had) : t('library_files_missing', had, missing);
}

const stateOf = ({ hash, kind }: StoredFile): 'kept' | 'preview' | 'missing' => {
  if (hash === null) return 'missing';
  return kind === 'preview' ? 'preview' : 'kept';
};

const wordsOf = (file: StoredFile, problem: string): string =>
  stateOf(file) === 'preview' ? t('library_file_stand_in') : problemWords(problem);

const PROBLEMS: Readonly<Record<string, MessageKey>> = {
  'not-found': 'library_file_problem_not_found',
  'too-large': 'library_file_problem_too_large',
  'too-many': 'library_file_problem_too_many',
  'wrong-size': 'library_file_problem_wrong_size',
  'unknown-shape': 'library_file_problem_unknown_shape',
  incomplete: 'library_file_problem_incomplete',
  network: 'library_file_problem_network',
  http: 'library_file_problem_http',
};

const problemWords = (problem: string): string =>
  knownWords(PROBLEMS, problem) ?? t('library_file_problem', problem);
