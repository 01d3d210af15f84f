import { send } from '@/utils/browser/messages';
import { fillComposer, findComposer, readAttachments, readComposer } from '@/utils/claude/composer';
import { conversationIdOf, isChatPath } from '@/utils/claude/page-place';
import type { Draft } from '@/utils/drafts/types';

/** What is typed is kept within this time. */
const SAVE_EVERY_MS = 250;
/** The page puts back its own draft of a new chat, and may build the composer twice. */
const CALM_MS = 1_000;
const PATIENCE_MS = 20_000;
/** The page empties the composer about when it sends; a retry of its own leaves it as it is. */
const SENT_AFTER_MS = [60, 600] as const;

/** A press explains a send that follows it this soon. */
const PRESS_MS = 5_000;

type Kept = Pick<Draft, 'text' | 'attachments'>;

const NOTHING: Kept = { text: '', attachments: [] };

export interface DraftGuard {
  /** The page sends: a message may have left the composer. */
  readonly sent: () => void;
  /** Puts a kept draft back, if the composer is there and stays empty. */
  readonly putBack: (draft: Draft) => Promise<void>;
}

/** Keeps the composer's text, key by key, outside of the page. `left` hears of each message that leaves it. */
export function draftGuard(signal: AbortSignal, left?: () => void): DraftGuard {
  let now: Kept = NOTHING;
  let press = { ...NOTHING, at: 0 };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let touched = false;
  const save = (state: Draft['state'], kept = now): void => {
    clearTimeout(timer);
    timer = undefined;
    const conversationId = conversationIdOf(location.pathname);
    void send('save-draft', { conversationId, ...kept, state, at: Date.now() });
  };
  const read = (): void => {
    now = readKept() ?? now;
  };
  const flush = (): void => {
    if (timer !== undefined) save('typing');
  };
  listenToComposer(signal, {
    input: () => {
      touched = true;
      read();
      timer ??= setTimeout(() => save('typing'), SAVE_EVERY_MS);
    },
    press: () => {
      read();
      press = { ...now, at: Date.now() };
    },
    leave: flush,
  });
  // What stands there was typed before we came, or under an earlier version of us.
  if (isChatPath(location.pathname)) read();
  if (now.text !== '') save('typing');
  return {
    sent: () => {
      // The page may have emptied the composer, and said so, before it sends.
      const { text, attachments } = now.text === '' && Date.now() - press.at < PRESS_MS ? press : now;
      const message = { text, attachments };
      let saved = text === '';
      const look = (): void => {
        if (saved || readKept()?.text !== '') return;
        saved = true;
        save('sent', message);
        left?.();
        now = NOTHING;
      };
      for (const ms of SENT_AFTER_MS) setTimeout(look, ms);
    },
    putBack: async (draft) => {
      if (!isChatPath(location.pathname)) return;
      const composer = await emptyComposer(() => touched);
      if (composer && !touched && (await fillComposer(composer, draft.text))) read();
    },
  };
}

/** What stands in the composer now; undefined when there is none. */
function readKept(): Kept | undefined {
  const composer = findComposer(document);
  return composer ? { text: readComposer(composer), attachments: readAttachments(document) } : undefined;
}

interface ComposerEvents {
  readonly input: () => void;
  /** Just before a message can leave: the page may have put its own draft there, and the user may come from elsewhere. */
  readonly press: () => void;
  readonly leave: () => void;
}

function listenToComposer(signal: AbortSignal, { input, press, leave }: ComposerEvents): void {
  const options = { capture: true, signal };
  const onInput = ({ target }: Event): void => {
    const composer = isChatPath(location.pathname) ? findComposer(document) : null;
    if (composer && target instanceof Node && composer.contains(target)) input();
  };
  const onPress = (event: Event): void => {
    if (event instanceof KeyboardEvent && event.key !== 'Enter') return;
    if (event.isTrusted && isChatPath(location.pathname)) press();
  };
  document.addEventListener('input', onInput, options);
  document.addEventListener('keydown', onPress, options);
  document.addEventListener('pointerdown', onPress, options);
  window.addEventListener('pagehide', leave, { signal });
  document.addEventListener('visibilitychange', leave, { signal });
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
