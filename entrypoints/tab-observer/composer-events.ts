import { findComposer } from '@/utils/claude/composer';
import { isChatPath } from '@/utils/claude/page-place';
import { listenTo } from './listening';

export interface ComposerEvents {
  /** `byHand`: a key or a press came with it. A page's script can make input that looks real, but not these. */
  readonly input: (byHand: boolean) => void;
  /** Just before a message can leave: the page may have put its own draft there, and the user may come from elsewhere. */
  readonly press: () => void;
  /** Before a key does anything. */
  readonly key: () => void;
  readonly leave: () => void;
  /** The user has given the page files. */
  readonly files: () => void;
}

export function listenToComposer(
  signal: AbortSignal,
  { input, press, key, leave, files }: ComposerEvents,
): void {
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
  const onFiles = ({ target, isTrusted, type }: Event): void => {
    const isFile = type !== 'change' || (target instanceof HTMLInputElement && target.type === 'file');
    if (isTrusted && isFile && isChatPath(location.pathname)) files();
  };
  listenTo(document, ['input', 'paste', 'drop'], onInput, signal);
  listenTo(document, ['change', 'paste', 'drop'], onFiles, signal);
  listenTo(document, ['keydown', 'pointerdown'], onPress, signal);
  listenTo(window, ['pagehide'], leave, signal);
  listenTo(document, ['visibilitychange'], leave, signal);
}
