import { sendSurely } from '@/utils/browser/messages';
import { isChatPath } from '@/utils/claude/page-place';
import type { Draft } from '@/utils/drafts/types';
import { listenToComposer } from './composer-events';
import { here, type Kept, NOTHING, readKept } from './kept-text';
import { messageWatch } from './message-watch';

/** What is typed is kept within this time. */
const SAVE_EVERY_MS = 250;
/** Until the page shows the card of a file; a larger one takes it longer. */
const CARD_MS = [250, 1_000, 3_000] as const;

/** A press explains a send that follows it this soon. */
const PRESS_MS = 5_000;

export interface DraftGuard {
  /** Names this life of the page. */
  readonly page: () => string;
  /** The page sends: a message may have left the composer. */
  readonly sent: () => void;
  /** Text of ours stands in the composer. */
  readonly filled: () => void;
  /** The user has been at the composer. */
  readonly isTouched: () => boolean;
}

/** Keeps the composer's text, key by key, outside of the page. `left` hears of each message that leaves it. */
export function draftGuard(signal: AbortSignal, left: () => void = () => undefined): DraftGuard {
  let now = NOTHING;
  let press = NOTHING;
  const { page, save, soon, isDue } = draftSaver();
  let touched = false;
  /** The chat in which a hand has written last: null for one without an id, undefined for none. */
  let mine: string | null | undefined;
  const read = (isUsers: boolean): void => {
    now = readKept(isUsers) ?? now;
  };
  const flush = (): void => {
    if (!isDue()) return;
    const late = mine === here() && readKept(true);
    // What is pasted stands there after its event.
    if (late && (late.text !== '' || late.attachments.length > 0)) now = late;
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
      read(mine === here());
      if (mine === here()) soon(flush);
    },
    press: () => {
      read(true);
      press = now;
    },
    leave: flush,
    files: () => {
      mine = here();
      soonAfter(signal, () => {
        const before = now.attachments.join();
        if (mine === here()) read(true);
        if (now.attachments.join() !== before) save('typing', now);
      });
    },
  });
  // What stands there was typed before we came, or under an earlier version of us; or the page itself has put it there.
  const begin = navigator.userActivation?.hasBeenActive === false ? () => read(false) : filled;
  if (isChatPath(location.pathname)) begin();
  return {
    page: () => page,
    filled,
    sent: () => {
      touched = true; // what was sent must not come back into the composer
      message.sent();
    },
    isTouched: () => touched,
  };
}

/** One life of the page, as the background knows it. */
function draftSaver() {
  const page = crypto.randomUUID();
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    page,
    save: (state: Draft['state'], { text, attachments }: Kept, conversationId = here()): void => {
      clearTimeout(timer);
      timer = undefined;
      void sendSurely('save-draft', { conversationId, text, attachments, page, state, at: Date.now() });
    },
    soon: (flush: () => void): void => {
      timer ??= setTimeout(flush, SAVE_EVERY_MS);
    },
    isDue: (): boolean => timer !== undefined,
  };
}

function soonAfter(signal: AbortSignal, look: () => void): void {
  for (const ms of CARD_MS) setTimeout(() => signal.aborted || look(), ms);
}
