import { type MessageKey, t } from '@/utils/browser/i18n';
import { LibraryNav } from './LibraryNav';
import './LibraryView.css';

/** One piece of advice: its words, and what there is to type or to set, which nobody but the user does. */
interface Advice {
  readonly key: string;
  readonly code: readonly string[];
}

const CLAUDE_CODE: readonly Advice[] = [
  { key: 'code_waits', code: [] },
  { key: 'code_login', code: ['/login', '/status'] },
  { key: 'code_model', code: ['/model'] },
  { key: 'code_key', code: ['ANTHROPIC_API_KEY'] },
  { key: 'code_cloud', code: ['CLAUDE_CODE_USE_BEDROCK=1', 'CLAUDE_CODE_USE_VERTEX=1'] },
];

const API: readonly Advice[] = [
  { key: 'api_retries', code: ['max_retries', 'maxRetries'] },
  { key: 'api_overloaded', code: ['529 overloaded_error'] },
  { key: 'api_limit', code: ['429 rate_limit_error', 'retry-after'] },
  { key: 'api_key', code: ['401 authentication_error'] },
  { key: 'api_long', code: ['stream: true'] },
  { key: 'api_report', code: ['request-id'] },
];

interface HelpProps {
  /** Official page on how Claude is. */
  readonly statusPage: string;
}

/** For people who use Claude outside of claude.ai too. Nothing is run for them. */
export const HelpView = ({ statusPage }: HelpProps) => (
  <div class="library sheet help">
    <LibraryNav view="help" />
    <header class="top">
      <div>
        <h1 tabIndex={-1}>{t('help_title')}</h1>
        <p class="quiet">{t('help_hint')}</p>
        <p class="quiet">
          <a class="link" href="welcome.html" data-action="open-welcome">
            {t('help_welcome')}
          </a>
        </p>
      </div>
    </header>
    <main>
      <section aria-labelledby="help-first">
        <h2 id="help-first">{t('help_first')}</h2>
        <p class="lead">
          {t('help_doors')}{' '}
          <a class="link" href={statusPage} target="_blank" rel="noreferrer">
            {t('help_status_page')}
          </a>
        </p>
      </section>
      <Part id="help-claude-code" title={t('help_claude_code')} advice={CLAUDE_CODE} />
      <Part id="help-api" title={t('help_api')} advice={API} />
    </main>
  </div>
);

const Part = ({ id, title, advice }: { id: string; title: string; advice: readonly Advice[] }) => (
  <section aria-labelledby={id}>
    <h2 id={id}>{title}</h2>
    <ul>
      {advice.map(({ key, code }) => (
        <li key={key} data-help={key}>
          <h3>{t(`help_${key}_title` as MessageKey)}</h3>
          <p>{t(`help_${key}` as MessageKey)}</p>
          {code.length > 0 && (
            <p class="codes">
              {code.map((one) => (
                <code key={one}>{one}</code>
              ))}
            </p>
          )}
        </li>
      ))}
    </ul>
  </section>
);
