import { type MessageKey, t } from '@/utils/browser/i18n';
import type { ImportProblem } from '@/utils/library/import/import-types';
import type { ImportState } from '@/utils/library/page/state';
import { knownWords } from './known-words';
import { Progress } from './Progress';

/** What came of a backup that was brought in. */
export function ImportPanel({ imported }: { imported: ImportState | null }) {
  if (imported === null) return null;
  const problems = imported.state === 'done' ? imported.problems : [];
  return (
    <section class="backup import" data-import={imported.state} aria-label={t('library_import')}>
      {imported.state === 'running' && (
        <Progress label={t('library_import')} done={imported.done} total={imported.total} />
      )}
      <p role="status">{importWords(imported)}</p>
      {problems.length > 0 && (
        <ul>
          {problems.map((problem, index) => (
            <li key={index}>{problemWords(problem)}</li>
          ))}
          {imported.state === 'done' && imported.moreProblems > 0 && (
            <li>{t('library_import_more_problems', imported.moreProblems)}</li>
          )}
        </ul>
      )}
    </section>
  );
}

function importWords(imported: ImportState): string {
  if (imported.state === 'failed') return t('library_import_stopped');
  if (imported.state === 'running') return t('library_importing', imported.conversations);
  const { conversations, added, merged, known, projects, files, problems, full } = imported;
  if (full) return t('library_full');
  if (conversations === 0 && projects + files > 0) return t('library_imported_others', projects, files);
  // What a part of claude.ai's export lacks is said below already.
  if (conversations === 0 && problems.some(({ what }) => what === 'no-chats')) return '';
  if (conversations === 0) return t('library_import_failed');
  if (added + merged === 0) return t('library_imported_known', conversations);
  return merged + known === 0
    ? t('library_imported', conversations, added)
    : t('library_imported_merged', conversations, added, merged, known);
}

const TROUBLE: Record<ImportProblem['what'], MessageKey> = {
  'not-a-backup': 'library_import_problem_not_a_backup',
  'no-chats': 'library_import_problem_no_chats',
  'cut-short': 'library_import_problem_cut_short',
  'not-json': 'library_import_problem_not_json',
  'unknown-shape': 'library_import_problem_unknown_shape',
  'too-large': 'library_import_problem_too_large',
  'too-deep': 'library_import_problem_too_deep',
  'unsafe-name': 'library_import_problem_unsafe_name',
  locked: 'library_import_problem_locked',
  'not-readable': 'library_import_problem_not_readable',
  changed: 'library_import_problem_changed',
  missing: 'library_import_problem_missing',
  'no-manifest': 'library_import_problem_no_manifest',
  'not-whole': 'library_import_problem_not_whole',
};

/** The names are the file's own: they are shown as text, whatever they are. */
const problemWords = ({ file, where, title, what }: ImportProblem): string => {
  const name = [file, where, title].filter((one) => one !== '').join(' · ');
  return knownWords(TROUBLE, what, name) ?? t('library_import_problem', name, what);
};
