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

export interface DraftGuard {
  /** The page sends: a message may have left the composer. */
  readonly sent: () => void;
  /** Puts a kept draft back, if the composer is there and stays empty. */
  readonly putBack: (draft: Draft) => Promise<void>;
}

/** Keeps the composer's text, key by key, outside of the page. */
export function draftGuard(signal: AbortSignal): DraftGuard {
  let text = '';
  let attachments: string[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let touched = false;

  const save = (state: Draft['state']): void => {
    clearTimeout(timer);
    timer = undefined;
    const conversationId = conversationIdOf(location.pathname);
    void send('save-draft', { conversationId, text, attachments, state, at: Date.now() });
  };
  const read = (): void => {
    const composer = findComposer(document);
    if (!composer) return;
    text = readComposer(composer);
    attachments = readAttachments(document);
  };
  const onInput = (event: Event): void => {
    const composer = isChatPath(location.pathname) ? findComposer(document) : null;
    if (!composer || !(event.target instanceof Node) || !composer.contains(event.target)) return;
    touched = true;
    read();
    timer ??= setTimeout(() => save('typing'), SAVE_EVERY_MS);
  };
  const flush = (): void => {
    if (timer !== undefined) save('typing');
  };
  const letGoIfSent = (): void => {
    const composer = findComposer(document);
    if (text === '' || !composer || readComposer(composer) !== '') return;
    save('sent');
    text = '';
    attachments = [];
  };
  /** Just before a message can leave: the page may have put its own draft there, and the user may come from elsewhere. */
  const onPress = (event: Event): void => {
    if (event.isTrusted && isChatPath(location.pathname)) read();
  };
  document.addEventListener('keydown', onPress, { capture: true, signal });
  document.addEventListener('pointerdown', onPress, { capture: true, signal });
  document.addEventListener('input', onInput, { capture: true, signal });
  window.addEventListener('pagehide', flush, { signal });
  document.addEventListener('visibilitychange', flush, { signal });

  return {
    sent: () => {
      for (const ms of SENT_AFTER_MS) setTimeout(letGoIfSent, ms);
    },
    putBack: async (draft) => {
      if (!isChatPath(location.pathname)) return;
      const composer = await emptyComposer(() => touched);
      if (!composer || touched) return;
      if (await fillComposer(composer, draft.text)) read();
    },
  };
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
