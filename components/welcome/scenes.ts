import type { TabView } from '@/utils/messaging/tab-view';
import { BACKUP, BY_VERDICT, run } from '../popup/situations';
import { NOW } from '../popup/witnesses';
import type { StoryStep } from './story';

/** One picture of the played failure. */
export interface Scene {
  /** What the background would send. */
  readonly view: TabView;
  /** What of Lifeline is to be seen besides its button. */
  readonly shows: 'prompt' | 'popup' | 'library';
  /** Whether the second message has been sent, and what became of it. */
  readonly second: 'not-sent' | 'failed' | 'trying' | 'answered';
  /** As on the button in the toolbar. */
  readonly badge: '' | '!';
}

/** So long the fix counts down. */
const COUNTDOWN_MS = 3_000;

/** Four fixes are enough for a picture. */
const failing: TabView = {
  ...BY_VERDICT.degraded,
  fixes: ['wait-and-retry', 'notify-when-back', 'new-chat', 'reload-tab'],
};

const running = (playedMs: number): TabView => ({
  ...failing,
  run: playedMs < COUNTDOWN_MS ? run('waiting', { until: NOW + COUNTDOWN_MS }) : run('working'),
});

/** `playedMs`: how long the step has played. */
export function sceneOf(step: StoryStep, playedMs: number): Scene {
  switch (step) {
    case 'calm':
      return { view: BY_VERDICT.ok, shows: 'popup', second: 'not-sent', badge: '' };
    case 'fails':
      return { view: failing, shows: 'prompt', second: 'failed', badge: '!' };
    case 'why':
      return { view: failing, shows: 'popup', second: 'failed', badge: '!' };
    case 'fix':
      return { view: running(playedMs), shows: 'popup', second: 'trying', badge: '!' };
    case 'works':
      return {
        view: { ...BY_VERDICT.ok, run: run('done') },
        shows: 'popup',
        second: 'answered',
        badge: '',
      };
    case 'kept':
      return { view: BY_VERDICT.ok, shows: 'library', second: 'answered', badge: '' };
  }
}

/** The made-up chat as the library keeps it. */
export const keptChat = (title: string) => ({
  snapshot: { ...BACKUP, title, messageCount: 4, capturedAt: NOW },
  goneAt: null,
  hit: null,
});

/** The time in all pictures; a countdown goes on with what has played. */
export const storyNow = (playedMs: number): number => NOW + playedMs;
