const POLL_MS = 1_000;

declare const navigation: EventTarget | undefined;

/** claude.ai goes from chat to chat without loading. Firefox tells of that from 147 on; before, it has to be asked. */
export function watchLocation(onChange: () => void, signal: AbortSignal): void {
  if (typeof navigation !== 'undefined' && navigation) {
    navigation.addEventListener('currententrychange', onChange, { signal });
    return;
  }
  let seen = location.href;
  const timer = setInterval(() => {
    if (seen === location.href) return;
    seen = location.href;
    onChange();
  }, POLL_MS);
  signal.addEventListener('abort', () => clearInterval(timer));
}
