import { expect, test } from 'vitest';
import { sceneOf, storyNow } from '@/components/welcome/scenes';
import {
  played,
  playOrPause,
  playWords,
  STORY,
  STORY_START,
  type StoryState,
  stepBy,
} from '@/components/welcome/story';

const WHOLE_MS = STORY.reduce((sum, { ms }) => sum + ms, 0);
const idOf = ({ step }: StoryState) => STORY[step]?.id;

/** As the timer does it. */
function after(state: StoryState, ms: number, tickMs = 250): StoryState {
  let now = state;
  for (let at = 0; at < ms; at += tickMs) now = played(now, tickMs);
  return now;
}

test('played, it comes to each step once, in order, and stops at the last', () => {
  const seen: string[] = [];
  let state = playOrPause(STORY_START);
  for (let at = 0; at <= WHOLE_MS; at += 250) {
    const id = idOf(state) ?? '';
    if (seen.at(-1) !== id) seen.push(id);
    state = played(state, 250);
  }
  expect(seen).toEqual(['calm', 'fails', 'why', 'fix', 'works', 'kept']);
  expect(state.playing).toBe(false);
  expect(after(state, WHOLE_MS)).toEqual(state);
});

test('a pause holds it where it is, and it goes on from there', () => {
  const paused = playOrPause(after(playOrPause(STORY_START), 6_000));
  expect(paused).toEqual({ step: 1, playedMs: 1_000, playing: false });
  expect(after(paused, 60_000)).toEqual(paused);
  expect(after(playOrPause(paused), 500)).toEqual({ step: 1, playedMs: 1_500, playing: true });
});

test('a step by hand ends the playing, and none leads out of it', () => {
  const playing = after(playOrPause(STORY_START), 6_000);
  expect(stepBy(playing, 1)).toEqual({ step: 2, playedMs: 0, playing: false });
  expect(stepBy(STORY_START, -1).step).toBe(0);
  const last = { step: STORY.length - 1, playedMs: 0, playing: false };
  expect(stepBy(last, 1).step).toBe(STORY.length - 1);
});

test('the button says what it does next', () => {
  expect(playWords(STORY_START)).toBe('play');
  const playing = playOrPause(STORY_START);
  expect(playWords(playing)).toBe('pause');
  expect(playWords(playOrPause(playing))).toBe('play');
  expect(playWords(playOrPause(after(playing, 1_000)))).toBe('go_on');
  const last = { step: STORY.length - 1, playedMs: 0, playing: false };
  expect(playWords(last)).toBe('again');
  expect(idOf(playOrPause(last))).toBe('calm');
});

test('the fix counts down while it plays, stands still otherwise, and then works', () => {
  const until = sceneOf('fix', 0).view.run?.until ?? 0;
  expect(until - storyNow(0)).toBe(3_000);
  expect(until - storyNow(1_500)).toBe(1_500);
  expect(sceneOf('fix', 2_999).view.run?.state).toBe('waiting');
  expect(sceneOf('fix', 3_000).view.run?.state).toBe('working');
});

test('the badge is there while something fails, and only then', () => {
  const badges = STORY.map(({ id }) => [id, sceneOf(id, 0).badge, sceneOf(id, 0).view.verdict.id === 'ok']);
  for (const [id, badge, isWell] of badges) expect(badge, `at ${id}`).toBe(isWell ? '' : '!');
});
