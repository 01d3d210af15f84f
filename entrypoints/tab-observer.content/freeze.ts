import { type Watchdog, watchdog } from '@/utils/signals/silence';
import type { Signal } from '@/utils/signals/types';

const LOOK_EVERY_MS = 1_000;

interface Running {
  readonly id: string;
  readonly dog: Watchdog;
  outputBegan: boolean;
}

/** Measures the silence of the reply that runs. Looks at the clock only while one does. */
export function freezeWatch(report: (signal: Signal) => void): (signal: Signal) => void {
  let running: Running | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;
  const stop = (): void => {
    clearInterval(timer);
    running = undefined;
  };
  const look = (): void => {
    if (!running) return;
    const { id, dog, outputBegan } = running;
    const silentMs = dog.check(Date.now(), document.hidden);
    if (silentMs !== undefined) report({ kind: 'reply-silent', at: Date.now(), id, silentMs, outputBegan });
  };
  const alive = (at: number): void => {
    if (running?.dog.alive(at)) report({ kind: 'reply-resumed', at, id: running.id });
  };
  return (signal) => {
    switch (signal.kind) {
      case 'reply-accepted':
        stop();
        running = { id: signal.id, dog: watchdog(signal.protocol, signal.at), outputBegan: false };
        timer = setInterval(look, LOOK_EVERY_MS);
        return;
      case 'reply-began':
        if (running) running.outputBegan = true;
        return alive(signal.at);
      case 'reply-activity':
        return alive(signal.at);
      case 'reply-ended':
        return stop();
    }
  };
}
