import { type Kept, NOTHING, readKept } from './kept-text';

/** The page empties the composer about when it sends; a retry of its own leaves it as it is. */
const SENT_AFTER_MS = [60, 600] as const;

export interface MessageWatch {
  /** The page sends. */
  readonly sent: () => void;
  /** Now, whatever the time: the next key would fill what the page has emptied. */
  readonly look: () => void;
}

/** Looks whether a message leaves the composer. One that has left before is not new, wherever the page says that it sends it. */
export function messageWatch(
  message: () => Kept,
  onLeft: (message: Kept, isNew: boolean) => void,
): MessageWatch {
  let latest = NOTHING;
  let underWay = NOTHING;
  const look = (): void => {
    if (underWay.text === '' || readKept(false)?.text !== '') return;
    const sending = underWay;
    underWay = NOTHING;
    onLeft(sending, sending !== latest);
    latest = sending;
  };
  return {
    look,
    sent: () => {
      const sending = message();
      underWay = sending;
      for (const ms of SENT_AFTER_MS) setTimeout(() => sending === underWay && look(), ms);
      setTimeout(() => {
        if (sending === underWay) underWay = NOTHING; // it still stands there: a retry of the page's own
      }, SENT_AFTER_MS[1] + 1);
    },
  };
}
