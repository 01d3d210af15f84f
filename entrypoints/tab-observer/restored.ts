import { listenTo } from './listening';

/**
 * The browser brings a page back as it was left, with us in it. What was told of it has been forgotten since, or stands for
 * the page that was there in between: it is told anew. The page can make such an event up, but not as the browser's own.
 */
export function onRestored(then: () => void, signal: AbortSignal): void {
  const look = ({ isTrusted, persisted }: PageTransitionEvent): void => {
    if (isTrusted && persisted) then();
  };
  listenTo(window, ['pageshow'], look, signal);
}
