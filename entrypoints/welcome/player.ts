import { played, playOrPause, STORY_START, stepBy } from '@/components/welcome/story';

/** Often enough for a countdown of seconds. */
const TICK_MS = 250;

/** Plays the made-up failure: a timer runs only while it plays. */
export function openPlayer(onChange: () => void) {
  let story = STORY_START;
  let timer: ReturnType<typeof setInterval> | undefined;
  const set = (next: typeof story): void => {
    story = next;
    clearInterval(timer);
    if (story.playing) timer = setInterval(() => set(played(story, TICK_MS)), TICK_MS);
    onChange();
  };
  return {
    story: () => story,
    onPlay: () => set(playOrPause(story)),
    onStep: (by: 1 | -1) => set(stepBy(story, by)),
  };
}
