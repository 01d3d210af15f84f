import '@/utils/jitless';
import { render } from 'preact';
import { matchLocale } from '@/components/format';
import { type WelcomeProps, WelcomeView } from '@/components/welcome/WelcomeView';
import { t } from '@/utils/browser/i18n';
import { extensionUrl } from '@/utils/browser/runtime';
import { NEW_CHAT } from '@/utils/claude/addresses';
import { SETTINGS } from '@/utils/library/page/settings';
import { SOURCE_PAGES } from '@/utils/status/pages';
import { openSettings, settingsFacts } from '../library/settings';
import { openAllowed } from './allowed';
import { openPlayer } from './player';

function start(root: HTMLElement): void {
  document.documentElement.lang = t('lang');
  document.title = t('welcome_title');
  const locale = matchLocale(t('lang'), navigator.language);
  let news: WelcomeProps['news'] = null;
  const settings = openSettings(
    () => true,
    () => {
      news = settings.state().news;
      draw();
    },
  );
  const allowed = openAllowed(() => {
    news = allowed.state().news;
    draw();
  });
  const player = openPlayer(draw);
  const settingsPage = extensionUrl(`/library.html#${SETTINGS}`);
  const play = (): void => {
    root.querySelector('.story')?.scrollIntoView({ block: 'nearest' });
    player.onPlay();
  };
  function draw(): void {
    render(
      <WelcomeView
        allowed={allowed.state().allowed}
        news={news}
        {...player}
        story={player.story()}
        onPlay={play}
        choices={{ ...settings.state(), ...settings, ...settingsFacts() }}
        locale={locale}
        pages={SOURCE_PAGES}
        home={NEW_CHAT}
        settingsPage={settingsPage}
        onAllow={(need, on) => void allowed.onAllow(need, on)}
      />,
      root,
    );
  }
  draw();
  settings.look();
  void allowed.look();
}

const root = document.getElementById('root');
if (root) start(root);
