import { t } from '@/utils/browser/i18n';
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
  /** How the last click on a permission ended; null when it needs no word. */
  readonly refused: boolean;
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
    <p class="news" role="status" data-news={newsOf(props)}>
      {newsWords(newsOf(props))}
    </p>
  </div>
);

type News = WelcomeProps['choices']['news'];

const newsOf = ({ refused, choices }: WelcomeProps): News => (refused ? 'not-allowed' : choices.news);

const newsWords = (news: News): string => (news === null ? '' : t(`settings_${snake(news)}`));
