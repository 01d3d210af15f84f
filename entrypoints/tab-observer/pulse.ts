import { send } from '@/utils/browser/messages';
import { listenTo } from './listening';

/** The background knows this figure too: it asks after a beat that is late. */
const BEAT_MS = 5_000;
/** Somebody who did nothing for this long isn't kept waiting by a tab that hangs, and the background may sleep. */
const AWAKE_MS = 60_000;

/** What shows that somebody is there. */
const STIRS = ['pointerdown', 'keydown', 'wheel', 'focus', 'pageshow'];
/** The thread stands still for good reasons now: the page is left, or a print dialog stands over it. */
const RESTS = ['pagehide', 'beforeprint'];

export interface Pulse {
  /** The tab is in use: by a hand, or by a reply that comes. */
  readonly stir: () => void;
  readonly stop: () => void;
}

/** Tells the background that this tab's thread runs, as long as the tab is seen and used. `onBeat`: so often is enough to look. */
export function tabPulse(signal: AbortSignal, onBeat?: () => void): Pulse {
  let stirredAt = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  const tell = (more: boolean): void => {
    void send('beat', { more });
    if (more) onBeat?.();
  };
  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  const rest = (isLeft = false): void => {
    if (timer === undefined && !isLeft) return;
    stop();
    tell(false);
  };
  const beat = (): void => {
    if (document.hidden || Math.abs(Date.now() - stirredAt) > AWAKE_MS) rest();
    else tell(true);
  };
  const stir = (): void => {
    stirredAt = Date.now();
    if (timer !== undefined || document.hidden || signal.aborted) return;
    tell(true);
    timer = setInterval(beat, BEAT_MS);
  };
  listenTo(window, STIRS, ({ isTrusted }) => isTrusted && stir(), signal);
  listenTo(window, RESTS, ({ isTrusted, type }) => isTrusted && rest(type === 'pagehide'), signal);
  listenTo(document, ['visibilitychange'], () => (document.hidden ? rest() : stir()), signal);
  if (document.hidden) tell(false);
  else stir();
  return { stir, stop };
}
