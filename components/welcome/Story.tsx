import { t } from '@/utils/browser/i18n';
import type { PopupProps } from '../popup/props';
import { Picture } from './Picture';
import { sceneOf, storyNow } from './scenes';
import { playWords, STORY, type StoryState } from './story';

export interface StoryProps {
  readonly story: StoryState;
  /** BCP 47. */
  readonly locale: string;
  readonly pages: PopupProps['pages'];
  readonly onPlay: () => void;
  readonly onStep: (by: 1 | -1) => void;
}

/** A failure from its beginning to its end, in pictures made of what Lifeline really shows. */
export function Story(props: StoryProps) {
  const { story, onStep, onPlay } = props;
  const { id } = STORY[story.step] ?? STORY[0];
  const play = playWords(story);
  return (
    <section class="story" aria-labelledby="story-label" data-step={id} data-playing={story.playing}>
      <h2 id="story-label">{t('welcome_story')}</h2>
      <p class="quiet">{t('welcome_story_hint')}</p>
      <Picture
        scene={sceneOf(id, story.playedMs)}
        now={storyNow(story.playedMs)}
        locale={props.locale}
        pages={props.pages}
      />
      <div class="told">
        {/* Changes with the step and with nothing else, so that it is spoken once. */}
        <div class="caption" role="status">
          <p class="quiet">{t('welcome_story_step', story.step + 1, STORY.length)}</p>
          <p class="title">{t(`welcome_story_${id}_title`)}</p>
          <p>{t(`welcome_story_${id}`)}</p>
        </div>
        <div class="controls">
          <StepButton id="back" isOff={story.step === 0} on={() => onStep(-1)} />
          <button type="button" class="button primary" data-action="play" onClick={onPlay}>
            {t(`welcome_story_${play}`)}
          </button>
          <StepButton id="next" isOff={story.step === STORY.length - 1} on={() => onStep(1)} />
        </div>
      </div>
    </section>
  );
}

interface StepButtonProps {
  readonly id: 'back' | 'next';
  readonly isOff: boolean;
  readonly on: () => void;
}

/** Not `disabled`: the button that was pressed keeps the focus. */
const StepButton = ({ id, isOff, on }: StepButtonProps) => (
  <button
    type="button"
    class="button"
    data-action={id}
    aria-disabled={isOff ? 'true' : undefined}
    onClick={() => !isOff && on()}
  >
    {t(`welcome_story_${id}`)}
  </button>
);
