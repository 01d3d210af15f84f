/** The background writes the log a moment after something has failed; a page that shows it hears of it here. */
const NAME = 'lifeline-failures';

export function tellWritten(): void {
  const channel = new BroadcastChannel(NAME);
  channel.postMessage('written');
  channel.close();
}

export function onWritten(listener: () => void): void {
  new BroadcastChannel(NAME).onmessage = listener;
}
