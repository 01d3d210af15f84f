/** So long may a press last before it becomes a click. */
const PRESS_MS = 5_000;

let press: { readonly button: EventTarget | null; readonly at: number } = { button: null, at: 0 };

/** By a finger, a mouse, a key; a screen reader makes up the first two where it can. */
const note = ({ isTrusted, currentTarget, timeStamp }: Event): void => {
  if (isTrusted) press = { button: currentTarget, at: timeStamp };
};

/** Other things of the page that a browser lets click on the button in the user's name. */
const hasProxy = (button: HTMLButtonElement): boolean =>
  button.labels.length > 0 || button.form !== null || button.hasAttribute('accesskey');

/**
 * The shadow root is open: the page could click for the user, or put a label there that makes a click anywhere one on our
 * button, trusted. So only the user's own press of this button counts. A click without any press, as some screen readers
 * give, counts where nothing of the page could have passed it on.
 */
export const ownPress = (act: () => void) => ({
  onPointerDown: note,
  onMouseDown: note,
  onKeyDown: note,
  onClick: (event: Event): void => {
    const button = event.currentTarget as HTMLButtonElement;
    const isPressed = press.button === button && event.timeStamp - press.at < PRESS_MS;
    press = { button: null, at: 0 };
    if (event.isTrusted && (isPressed || !hasProxy(button))) act();
  },
});
