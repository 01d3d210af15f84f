import { t } from '@/utils/browser/i18n';
import type { SettingsState } from '@/utils/settings/types';
import { snake } from '../words';
import { Asks } from './Asks';
import { Choices, type ChoicesProps } from './Choices';
import { Keeps } from './Keeps';
import { Logo } from './Logo';
import { Questions } from './Questions';
import { Story, type StoryProps } from './Story';
import './WelcomeView.css';

export interface WelcomeProps extends ChoicesProps, StoryProps {
  /** claude.ai. */
  readonly home: string;
  /** How the last click ended, whichever switch it was on. */
  readonly news: SettingsState['news'];
}

/** What a stranger sees first: what it does, what it keeps, what it asks for, and the choices. */
export const WelcomeView = (props: WelcomeProps) => (
  <div class="welcome">
    <main>
      <header>
        <p class="brand">
          <Logo />
          {t('extName')}
        </p>
        <h1>{t('welcome_heading')}</h1>
        <p class="lead">{t('welcome_lead')}</p>
      </header>
      <Questions />
      <Story {...props} />
      <Keeps />
      <Asks />
      <Choices {...props} />
      <footer>
        <p class="lead">{t('welcome_end')}</p>
        <a class="button primary" href={props.home} data-action="open-claude">
          {t('no_tab_open')}
        </a>
      </footer>
    </main>
    <p class="news" role="status" data-news={props.news}>
      {props.news && t(`settings_${snake(props.news)}`)}
    </p>
  </div>
);
