import { type MessageKey, t } from '@/utils/browser/i18n';
import type { CheckDamage } from '@/utils/library/check/check-types';
import type { CheckState } from '@/utils/library/page/state';
import { byteSize } from './byte-size';
import { knownWords } from './known-words';
import { Progress } from './Progress';
import type { LibraryProps } from './props';

type CareProps = Pick<LibraryProps, 'use' | 'clock' | 'isProtected' | 'automatic' | 'check' | 'onCheck'>;

/** How well the library is kept: what is in it, whether the browser may clear it away, and the check of every byte. */
export function CareBar({ use, clock, isProtected, automatic, check, onCheck }: CareProps) {
  if (use.conversations === 0) return null;
  const isChecking = check?.state === 'running';
  const button = (kind: 'quick' | 'full', action: string, words: string) => (
    <button
      type="button"
      class="plain-button"
      data-action={action}
      aria-disabled={isChecking ? 'true' : undefined}
      onClick={() => !isChecking && onCheck(kind)}
    >
      {words}
    </button>
  );
  return (
    <section class="care" aria-label={t('library_care')}>
      <p>
        {t('library_use', use.conversations, byteSize(use.bytes, clock.locale))}
        {use.versions > use.conversations && ` ${t('library_use_versions', use.versions)}`}
        {isProtected !== null && (
          <span data-protected={isProtected}>
            {' '}
            {t(isProtected ? 'library_protected' : 'library_unprotected')}
          </span>
        )}{' '}
        {automatic !== null && (
          <span data-automatic={automatic}>
            {t(automatic ? 'library_automatic' : 'library_not_automatic')}{' '}
            <a class="link" href="#settings">
              {t('library_change')}
            </a>
          </span>
        )}
      </p>
      <div class="checks">
        {button('quick', 'check', t('library_check'))}
        {button('full', 'check-all', t('library_check_all'))}
      </div>
      {check && <CheckResult check={check} />}
    </section>
  );
}

function CheckResult({ check }: { check: CheckState }) {
  const damage = check.state === 'done' ? check.damage : [];
  return (
    <div
      class="check"
      data-check={check.state}
      data-damage={check.state === 'done' ? damage.length : undefined}
    >
      {check.state === 'running' && (
        <Progress label={t('library_check')} done={check.done} total={check.total} />
      )}
      <p role="status">{checkWords(check)}</p>
      {damage.length > 0 && (
        <>
          <ul>
            {damage.map((one, index) => (
              <li key={index} data-damaged={one.id}>
                {damageWords(one)} <code>{one.hash.slice(0, 12)}</code>
              </li>
            ))}
          </ul>
          <p data-mend>{t('library_damage_next', t('library_back_up_all'))}</p>
        </>
      )}
    </div>
  );
}

function checkWords(check: CheckState): string {
  if (check.state === 'running') return t('library_checking', check.done, check.total);
  if (check.state === 'failed') return t('library_check_failed');
  const { depth, conversations, objects, damage } = check;
  if (damage.length > 0) return t('library_check_bad', conversations, objects, damage.length);
  return t(depth === 'full' ? 'library_check_full_good' : 'library_check_good', conversations, objects);
}

const DAMAGE: Record<CheckDamage['what'], MessageKey> = {
  missing: 'library_damage_missing',
  changed: 'library_damage_changed',
  'wrong-size': 'library_damage_wrong_size',
  unreadable: 'library_damage_unreadable',
  'no-version': 'library_damage_no_version',
};

const damageWords = ({ title, id, what }: CheckDamage): string => {
  const name = title || id || t('library_untitled');
  return knownWords(DAMAGE, what, name) ?? t('library_damage_other', name, what);
};
