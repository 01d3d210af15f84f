/** The steps of the played failure, in their order. Their words: `welcome_story_<id>_title` and `welcome_story_<id>`. */
export const STORY = [
  { id: 'calm', ms: 5_000 },
  { id: 'fails', ms: 8_000 },
  { id: 'why', ms: 8_000 },
  { id: 'fix', ms: 7_000 },
  { id: 'works', ms: 6_000 },
  { id: 'kept', ms: 6_000 },
] as const;

export type StoryStep = (typeof STORY)[number]['id'];

export interface StoryState {
  /** Index in `STORY`. */
  readonly step: number;
  /** ms that the step has played; stands still while it doesn't play. */
  readonly playedMs: number;
  readonly playing: boolean;
}

export const STORY_START: StoryState = { step: 0, playedMs: 0, playing: false };

const LAST = STORY.length - 1;

/** To another step by hand: what played stops there. */
export const stepBy = ({ step }: StoryState, by: 1 | -1): StoryState => ({
  step: Math.min(LAST, Math.max(0, step + by)),
  playedMs: 0,
  playing: false,
});

/** Nothing comes after it. */
const isOver = ({ step, playing }: StoryState): boolean => step === LAST && !playing;

/** Over: it begins anew. */
export const playOrPause = (state: StoryState): StoryState =>
  isOver(state) ? { ...STORY_START, playing: true } : { ...state, playing: !state.playing };

/** Time has passed. */
export function played(state: StoryState, ms: number): StoryState {
  if (!state.playing) return state;
  const playedMs = state.playedMs + ms;
  if (playedMs < (STORY[state.step]?.ms ?? 0)) return { ...state, playedMs };
  if (state.step === LAST) return { ...state, playedMs, playing: false };
  return { step: state.step + 1, playedMs: 0, playing: true };
}

/** What the button says that plays and pauses. */
export function playWords(state: StoryState): 'play' | 'pause' | 'go_on' | 'again' {
  if (state.playing) return 'pause';
  if (isOver(state)) return 'again';
  return state.step === 0 && state.playedMs === 0 ? 'play' : 'go_on';
}
