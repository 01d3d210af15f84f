/** The page comes back as it was left. `isTrusted`: false when the page made it up. */
export function restore(persisted = true, isTrusted = true): void {
  const event = Object.assign(new Event('pageshow'), { persisted });
  Object.defineProperty(event, 'isTrusted', { value: isTrusted });
  window.dispatchEvent(event);
}
