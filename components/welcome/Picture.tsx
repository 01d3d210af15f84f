import { t } from '@/utils/browser/i18n';
import { ConversationList } from '../library/ConversationList';
import { PopupView } from '../popup/PopupView';
import popupCss from '../popup/PopupView.css?inline';
import type { PopupProps } from '../popup/props';
import { PromptView } from '../prompt/PromptView';
import promptCss from '../prompt/PromptView.css?inline';
import { Logo } from './Logo';
import { Shadow } from './Shadow';
import { keptChat, type Scene } from './scenes';
import shelfCss from './shelf.css?inline';

interface PictureProps {
  readonly scene: Scene;
  /** The time in the picture, epoch ms. */
  readonly now: number;
  /** BCP 47. */
  readonly locale: string;
  readonly pages: PopupProps['pages'];
}

/** A window with claude.ai and Lifeline in it. Nothing in it can be pressed: the words beside it say what it shows. */
export const Picture = (props: PictureProps) => (
  <div class="picture" inert data-shows={props.scene.shows}>
    <div class="bar">
      <span class="address">{props.scene.shows === 'library' ? t('extName') : 'claude.ai'}</span>
      <span class="toolbar-button">
        <Logo />
        {props.scene.badge !== '' && <span class="badge">{props.scene.badge}</span>}
      </span>
    </div>
    {props.scene.shows === 'library' ? <Kept {...props} /> : <Chat {...props} />}
  </div>
);

const Chat = (props: PictureProps) => (
  <div class="tab">
    <div class="talk">
      <p class="said">{t('welcome_story_said')}</p>
      <p class="answer">{t('welcome_story_answer')}</p>
      <Second {...props.scene} />
    </div>
    <p class="composer">{props.scene.second === 'not-sent' && t('welcome_story_asked')}</p>
    {props.scene.shows === 'prompt' && <Prompt {...props} />}
    {props.scene.shows === 'popup' && <Popup {...props} />}
  </div>
);

/** The message that fails at first. */
function Second({ second }: Scene) {
  if (second === 'not-sent') return null;
  return (
    <>
      <p class="said">{t('welcome_story_asked')}</p>
      {second === 'failed' && <p class="code">529 overloaded_error</p>}
      {second === 'trying' && <p class="code trying">…</p>}
      {second === 'answered' && <p class="answer">{t('welcome_story_answered')}</p>}
    </>
  );
}

const nothing = (): void => undefined;

const Prompt = ({ scene, now, locale }: PictureProps) => (
  <Shadow class="prompt-place" css={promptCss}>
    <PromptView
      view={scene.view}
      now={now}
      locale={locale}
      inPopup={[]}
      onFix={nothing}
      onCancel={nothing}
      onStep={nothing}
      onMore={nothing}
      onDismiss={nothing}
    />
  </Shadow>
);

/** Nothing runs, and nothing is asked for. */
const QUIET: Omit<PopupProps, 'view' | 'now' | 'locale' | 'pages'> = {
  busy: { chat: false, copy: false, all: null, outcome: null },
  facts: {},
  lacking: [],
  refused: null,
  steps: {
    ended: nothing,
    textOf: async () => ({ text: null, name: null }),
    copy: async () => false,
    wasPressed: () => false,
    save: nothing,
    guideFor: async () => [],
    assistants: [],
    chooseAssistant: nothing,
    supportPage: '',
  },
  elsewhere: [],
  home: '',
  causeFor: async () => undefined,
  onFix: nothing,
  onCancel: nothing,
  onTell: nothing,
  onOpenHelp: nothing,
  onStopWatching: nothing,
  onBackUpChat: nothing,
  onBackUpAll: nothing,
  onSaveCopy: nothing,
  onCopyHalf: nothing,
  onOpenPlaybook: nothing,
  onOpenLibrary: nothing,
  onOpenIncidents: nothing,
  onOpenSettings: nothing,
  onOpenDiagnostics: nothing,
};

const Popup = ({ scene, now, locale, pages }: PictureProps) => (
  <Shadow class="popup-place" css={popupCss}>
    <PopupView {...QUIET} view={scene.view} now={now} locale={locale} pages={pages} />
  </Shadow>
);

const TURNS = [
  ['human', 'said'],
  ['assistant', 'answer'],
  ['human', 'asked'],
  ['assistant', 'answered'],
] as const;

/** The chat in the library, and in its reader. */
const Kept = ({ now, locale }: PictureProps) => {
  const row = keptChat(t('welcome_story_chat'));
  const { conversationId, title } = row.snapshot;
  return (
    <Shadow class="tab" css={shelfCss}>
      <div class="library">
        <div class="top">
          <h1>{t('library_title')}</h1>
        </div>
        <div class="panes">
          <div class="shelf">
            <ConversationList
              rows={[row]}
              query=""
              isFiltered={false}
              openId={conversationId}
              clock={{ now, locale }}
              onSaveCopy={nothing}
              onSeen={nothing}
            />
          </div>
          <div class="desk">
            <div class="head">
              <h2>{title}</h2>
            </div>
            {TURNS.map(([sender, words], index) => (
              <div key={words} class="turn" data-sender={sender}>
                <h3>
                  {t(`library_sender_${sender}`)} <span class="quiet">{index + 1}</span>
                </h3>
                <p class="text">{t(`welcome_story_${words}`)}</p>
              </div>
            ))}
          </div>
        </div>
      </div>
    </Shadow>
  );
};
