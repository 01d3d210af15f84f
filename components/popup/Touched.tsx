import { t } from '@/utils/browser/i18n';
import type { Fix } from '@/utils/fixes/types';
import { goesWords, staysWords } from '../fix-words';

/** Before a fix that removes something: all that goes, and what stays. Nothing for a fix that removes nothing. */
export function Touched({ fix }: { fix: Pick<Fix, 'goes' | 'stays'> }) {
  const [goes, stays] = [goesWords(fix), staysWords(fix)];
  return (
    <>
      {goes.length > 0 && <List name="goes" label={t('goes_label')} lines={goes} />}
      {stays.length > 0 && <List name="stays" label={t('stays_label')} lines={stays} />}
    </>
  );
}

function List({ name, label, lines }: { name: string; label: string; lines: readonly string[] }) {
  return (
    <div data-touched={name}>
      <p>{label}</p>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
