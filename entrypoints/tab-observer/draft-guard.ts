import { send } from '@/utils/browser/messages';
import { fillComposer, findComposer, readAttachments, readComposer } from '@/utils/claude/composer';
import { conversationIdOf, isChatPath } from '@/utils/claude/page-place';
import type { Draft } from '@/utils/drafts/types';
import { listenTo } from './listening';

/** What is typed is kept within this time. */
const SAVE_EVERY_MS = 250;
/** The page puts back its own draft of a new chat, and may build the composer twice. */
const CALM_MS = 1_000;
const PATIENCE_MS = 20_000;
/** The page empties the composer about when it sends; a retry of its own leaves it as it is. */
const SENT_AFTER_MS = [60, 600] as const;

/** A press explains a send that follows it this soon. */
const PRESS_MS = 5_000;

interface Kept extends Pick<Draft, 'text' | 'attachments'> {
  /** Epoch ms at which it stood in the composer. */
  readonly at: number;
  /** A hand had to do with it: a page's own script can't fill the shelf with what nobody has written. */
  readonly isUsers: boolean;
}

const NOTHING: Kept = { text: '', attachments: [], at: 0, isUsers: false };

export interface DraftGuard {
  /** The page sends: a message may have left the composer. */
  readonly sent: () => void;
  /** Text of ours stands in the composer. */
  readonly filled: () => void;
  /** Puts a kept draft back, if the composer is there and stays empty. */
  readonly putBack: (draft: Draft) => Promise<void>;
}

/** Keeps the composer's text, key by key, outside of the page. `left` hears of each message that leaves it. */
export function draftGuard(signal: AbortSignal, left: () => void = () => undefined): DraftGuard {
  let now = NOTHING;
  let press = NOTHING;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let touched = false;
  /** The chat in which a hand has written last: null for one without an id, undefined for none. */
  let mine: string | null | undefined;
  const save = (state: Draft['state'], { text, attachments }: Kept, conversationId = here()): void => {
    clearTimeout(timer);
    timer = undefined;
    void send('save-draft', { conversationId, text, attachments, state, at: Date.now() });
  };
  const read = (isUsers: boolean): void => {
    now = readKept(isUsers) ?? now;
  };
  const flush = (): void => {
    if (timer === undefined) return;
    const late = mine === here() && readKept(true);
    if (late && late.text !== '') now = late; // what is pasted stands there after its event
    save('typing', now, mine);
  };
  const filled = (): void => {
    mine = here();
    read(true);
    if (now.text !== '') save('typing', now);
  };
  // The page may have emptied the composer, and said so, before it sends.
  const message = messageWatch(
    () => (now.text === '' && Date.now() - press.at < PRESS_MS ? press : now),
    (sending, isNew) => {
      if (isNew && sending.isUsers) save('sent', sending);
      now = NOTHING;
      left();
    },
  );
  listenToComposer(signal, {
    key: message.look,
    input: (byHand) => {
      touched = true;
      if (mine !== here()) flush();
      if (byHand) mine = here();
      const isUsers = mine === here();
      read(isUsers);
      if (isUsers) timer ??= setTimeout(flush, SAVE_EVERY_MS);
    },
    press: () => {
      read(true);
      press = now;
    },
    leave: flush,
  });
  // What stands there was typed before we came, or under an earlier version of us; or the page itself has put it there.
  if (isChatPath(location.pathname)) {
    if (navigator.userActivation?.hasBeenActive === false) read(false);
    else filled();
  }
  return {
    filled,
    // The page may have emptied the composer, and said so, before it sends.
    sent: message.sent,
    putBack: async (draft) => {
      if (!isChatPath(location.pathname)) return;
      const composer = await emptyComposer(() => touched);
      if (composer && !touched && (await fillComposer(composer, draft.text))) filled();
    },
  };
}

interface MessageWatch {
  /** The page sends. */
  readonly sent: () => void;
  /** Now, whatever the time: the next key would fill what the page has emptied. */
  readonly look: () => void;
}

/** Looks whether a message leaves the composer. One that has left before is not new, wherever the page says that it sends it. */
function messageWatch(message: () => Kept, onLeft: (message: Kept, isNew: boolean) => void): MessageWatch {
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

const here = (): string | null => conversationIdOf(location.pathname);

/** What stands in the composer now; undefined when there is none. */
function readKept(isUsers: boolean): Kept | undefined {
  const composer = findComposer(document);
  if (!composer) return undefined;
  return { text: readComposer(composer), attachments: readAttachments(document), at: Date.now(), isUsers };
}

interface ComposerEvents {
  /** `byHand`: a key or a press came with it. A page's script can make input that looks real, but not these. */
  readonly input: (byHand: boolean) => void;
  /** Just before a message can leave: the page may have put its own draft there, and the user may come from elsewhere. */
  readonly press: () => void;
  /** Before a key does anything. */
  readonly key: () => void;
  readonly leave: () => void;
}

function listenToComposer(signal: AbortSignal, { input, press, key, leave }: ComposerEvents): void {
  let hand = false;
  const onInput = ({ target, type, isTrusted }: Event): void => {
    const composer = isChatPath(location.pathname) ? findComposer(document) : null;
    if (!composer || !(target instanceof Node && composer.contains(target))) return;
    input(isTrusted && (hand || type !== 'input'));
    if (isTrusted) hand = false;
  };
  const onPress = (event: Event): void => {
    if (!event.isTrusted) return;
    hand = true;
    key();
    const isKey = event instanceof KeyboardEvent && event.key !== 'Enter';
    if (!isKey && isChatPath(location.pathname)) press();
  };
  listenTo(document, ['input', 'paste', 'drop'], onInput, signal);
  listenTo(document, ['keydown', 'pointerdown'], onPress, signal);
  listenTo(window, ['pagehide'], leave, signal);
  listenTo(document, ['visibilitychange'], leave, signal);
}

/** The composer once it stands there empty and untouched for a moment; undefined when it doesn't come to that. */
async function emptyComposer(touched: () => boolean): Promise<HTMLElement | undefined> {
  const until = Date.now() + PATIENCE_MS;
  let calmSince = Date.now();
  let seen: HTMLElement | null = null;
  while (Date.now() < until && !touched()) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const composer = findComposer(document);
    if (composer && readComposer(composer) !== '') return undefined;
    if (composer !== seen) calmSince = Date.now();
    seen = composer;
    if (composer && Date.now() - calmSince >= CALM_MS) return composer;
  }
  return undefined;
}
