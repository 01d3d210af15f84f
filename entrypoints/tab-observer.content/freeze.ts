import { type Watchdog, watchdog } from '@/utils/signals/silence';
import type { Signal } from '@/utils/signals/types';

const LOOK_EVERY_MS = 1_000;

interface Running {
  readonly id: string;
  readonly dog: Watchdog;
  outputBegan: boolean;
  /** Its stream has begun; before that, any answer at all is awaited. */
  streams?: boolean;
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
  const begin = (id: string, at: number, phase: Parameters<typeof watchdog>[0]): void => {
    stop();
    running = { id, dog: watchdog(phase, at), outputBegan: false };
    timer = setInterval(look, LOOK_EVERY_MS);
  };
  return (signal) => {
    switch (signal.kind) {
      case 'request-started':
        if (signal.endpoint === 'send' || signal.endpoint === 'action')
          begin(signal.id, signal.at, 'unanswered');
        return;
      case 'response-received':
      case 'request-failed':
        // An answer ends the waiting; what its stream then does is told by the next cases.
        if (running?.id !== signal.id || running.outputBegan || running.streams) return;
        alive(signal.at);
        return stop();
      case 'reply-accepted':
        begin(signal.id, signal.at, signal.protocol);
        if (running) running.streams = true;
        return;
      case 'reply-began':
        if (running) running.outputBegan = true;
        return alive(signal.at);
      case 'reply-activity':
        if (running?.streams) alive(signal.at);
        return;
      case 'reply-ended':
        return stop();
    }
  };
}
