import { t } from '@/utils/browser/i18n';

const VIEWS = {
  library: { href: '#list', words: 'view_library' },
  drafts: { href: '#drafts', words: 'view_drafts' },
  playbook: { href: '#playbook', words: 'view_playbook' },
  incidents: { href: '#incidents', words: 'view_incidents' },
  diagnostics: { href: '#diagnostics', words: 'view_diagnostics' },
  settings: { href: '#settings', words: 'view_settings' },
  help: { href: '#help', words: 'view_help' },
} as const;

export type View = keyof typeof VIEWS;

/** The way from each full page to the others. */
export const LibraryNav = ({ view }: { view: View }) => (
  <nav class="views" aria-label={t('views_label')}>
    {(Object.keys(VIEWS) as View[]).map((id) => (
      <a
        key={id}
        href={VIEWS[id].href}
        data-action={`open-${id}`}
        aria-current={id === view ? 'page' : undefined}
      >
        {t(VIEWS[id].words)}
      </a>
    ))}
  </nav>
);
