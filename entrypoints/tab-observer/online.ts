import type { Signal } from '@/utils/signals/types';
import { listenTo } from './listening';
import { onRestored } from './restored';

/** Tells whether the browser has a network: once per page and when it comes back, because the page before may have told otherwise, and when it changes. */
export function onlineWatch(report: (signal: Signal) => void, signal: AbortSignal): void {
  let known: boolean | undefined;
  // The page can make these events up, but not what the browser says.
  const look = (): void => {
    const online = navigator.onLine;
    if (online === known) return;
    known = online;
    report({ kind: 'connectivity', at: Date.now(), online });
  };
  listenTo(window, ['online', 'offline'], look, signal);
  const tellAnew = (): void => {
    known = undefined;
    look();
  };
  onRestored(tellAnew, signal);
  look();
}
