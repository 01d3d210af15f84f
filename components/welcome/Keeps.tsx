import { t } from '@/utils/browser/i18n';

/** What is kept, for how long and where; and that nothing is collected. */
export const Keeps = () => (
  <section aria-labelledby="keeps-label">
    <h2 id="keeps-label">{t('welcome_keeps')}</h2>
    <p class="strong">{t('welcome_nothing')}</p>
    <p>{t('welcome_nothing_hint')}</p>
    <dl>
      <dt>{t('drafts_title')}</dt>
      <dd>{t('welcome_keeps_drafts')}</dd>
      <dt>{t('welcome_keeps_chats_title')}</dt>
      <dd>{t('welcome_keeps_chats')}</dd>
      <dt>{t('welcome_keeps_failures_title')}</dt>
      <dd>{t('welcome_keeps_failures')}</dd>
    </dl>
    <p>{t('welcome_keeps_where')}</p>
    <p class="quiet">{t('welcome_keeps_private')}</p>
  </section>
);
