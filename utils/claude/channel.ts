/**
 * The way from the page's world to the extension's: events on an attribute node that only the two ends hold. The isolated
 * script runs first and hangs it on the root element; the page's-world script takes it away before any page script runs.
 * It belongs to no document then: what the page does with its document (`document.open()` takes all listeners) leaves it alone.
 * Each event is answered by `preventDefault()`; one without an answer tells the page's end that the extension is gone.
 * Seen: tried in Chromium 156 and Firefox 153 (2026-11): of an extension that was updated or removed, Chromium lets the
 * isolated scripts run on without their `runtime.id`, Firefox ends them, and both leave the page's world as it is.
 * When wrong: the network goes unobserved, the page itself is not hurt.
 */

const ATTRIBUTE = 'data-lifeline-channel';
const SAID = 'said';
/** Asks whoever is there of Lifeline whether it still lives. It carries nothing, so a page that forges it gains nothing. */
const ROLL_CALL = 'lifeline-roll-call';
const PROMPT = 'lifeline-prompt';
/** While the prompt stands: an extension that is switched off must not leave it behind. */
const CHECK_EVERY_MS = 2_000;
/** What is said before anybody listens: two words for each call. Of more than that, the latest count. */
const MOST_KEPT = 50;

/** What is said is JSON, but for a conversation that passes by, which begins with its URL. */
const isTaken = (said: string): boolean => said.startsWith('https:');

/** The isolated end. */
export interface Channel {
  /** Hands over what was said so far, in its order, and then all that comes. */
  readonly listen: (onMessage: (json: string, isKept: boolean) => void) => void;
  readonly close: () => void;
}

interface Listeners {
  readonly onGone: () => void;
  /** Heard before anybody listens. */
  readonly onEarly: (json: string) => void;
  /** Of a conversation: never kept here. */
  readonly onTaken: (payload: string) => void;
}

export const callTheRoll = (document: Document): boolean => document.dispatchEvent(new Event(ROLL_CALL));

/** Isolated world. `isAlive` is asked at each word; when it says no, `onGone` is called and nothing is heard any more. */
export function openChannel(
  document: Document,
  isAlive: () => boolean,
  { onGone, onEarly, onTaken }: Listeners,
): Channel {
  const kept: string[] = [];
  let hear = (json: string): void => {
    if (kept.push(json) > MOST_KEPT) kept.shift();
    onEarly(json);
  };
  const listener = (event: Event): void => {
    const { detail } = event as CustomEvent<unknown>;
    if (!isAlive()) onGone();
    else {
      event.preventDefault();
      if (typeof detail !== 'string' || detail === '') return;
      if (isTaken(detail)) onTaken(detail);
      else hear(detail);
    }
  };
  const answerRoll = (): void => {
    if (!isAlive()) onGone();
  };
  const line = document.createAttribute(ATTRIBUTE);
  line.addEventListener(SAID, listener);
  document.addEventListener(ROLL_CALL, answerRoll);
  document.documentElement.setAttributeNode(line);
  return {
    listen: (onMessage) => {
      hear = (json) => onMessage(json, false);
      for (const json of kept.splice(0)) onMessage(json, true);
    },
    close: () => {
      line.removeEventListener(SAID, listener);
      document.removeEventListener(ROLL_CALL, answerRoll);
    },
  };
}

/**
 * Page's world. Keeps its own references, because page scripts may replace the globals later. `onGone` is called once, when
 * nobody takes what is said: the page can bring that about no more than it can take part.
 */
export function pageEndOfChannel(
  document: Document,
  onGone: () => void,
): ((said: object | string) => void) | undefined {
  const root = document.documentElement;
  const line = root.getAttributeNode(ATTRIBUTE);
  if (!line) return undefined;
  root.removeAttributeNode(line);
  const { CustomEvent, setTimeout, clearTimeout } = window;
  const { stringify } = JSON;
  const dispatch = line.dispatchEvent.bind(line);
  const listen = document.addEventListener.bind(document);
  let isGone = false;
  let timer = 0;
  const say = (detail: string): void => {
    if (isGone) return;
    listen(ROLL_CALL, check); // once; the page may have taken it away with all others
    // Without a prototype, on which the page could put options of its own.
    const options: CustomEventInit & { readonly __proto__: null } = {
      __proto__: null,
      detail,
      cancelable: true,
    };
    if (!dispatch(new CustomEvent(SAID, options))) return;
    isGone = true;
    document.removeEventListener(ROLL_CALL, check);
    document.querySelector(PROMPT)?.remove();
    onGone();
  };
  const check = (): void => {
    say('');
    clearTimeout(timer);
    if (!isGone && document.querySelector(PROMPT)) timer = setTimeout(check, CHECK_EVERY_MS);
  };
  listen(ROLL_CALL, check);
  // An own `toJSON` keeps the page's, which it may have put on Object.prototype, out of it.
  return (said) => say(typeof said === 'string' ? said : stringify({ ...said, toJSON: undefined }));
}
