/** The page's own markers. `renamed` is what a redesign of the site would leave behind. */
const CURRENT = {
  composer: 'chat-input',
  send: 'chat-input-send',
  stop: 'chat-input-stop',
  model: 'model-selector-dropdown',
  title: 'chat-title-split',
  user: 'user-message',
  assistant: 'assistant-message',
  actions: 'message-actions',
  warning: 'message-warning',
  loginGoogle: 'login-with-google',
  loginCode: 'code',
};

export type HookName = keyof typeof CURRENT;

let renamed = false;

export function useHookSet(set: string): void {
  renamed = set === 'renamed';
}

const hash = (value: string): string =>
  [...value].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 99991, 7).toString(36);

export function testid(name: HookName): Record<string, string> {
  return renamed ? { 'data-qa': `x${hash(CURRENT[name])}` } : { 'data-testid': CURRENT[name] };
}

export function data(name: string, value: string): Record<string, string> {
  return renamed ? { [`data-x${hash(name)}`]: value } : { [`data-${name}`]: value };
}
