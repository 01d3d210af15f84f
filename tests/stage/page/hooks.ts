/** The page's own markers. `renamed` is what a redesign of the site would leave of them. */
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
  fileUpload: 'file-upload',
  thumbnail: 'file-thumbnail',
  loginGoogle: 'login-with-google',
  loginCode: 'code',
};

export type HookName = keyof typeof CURRENT;

let renamed = false;

export function useHookSet(set: string): void {
  renamed = set === 'renamed';
  if (renamed) for (const sheet of document.styleSheets) renameRules(sheet);
}

const hash = (value: string): string =>
  [...value].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 99991, 7).toString(36);

export function testid(name: HookName): Record<string, string> {
  return renamed ? { 'data-qa': `x${hash(CURRENT[name])}` } : { 'data-testid': CURRENT[name] };
}

export function data(name: string, value: string): Record<string, string> {
  return renamed ? { [`data-x${hash(name)}`]: value } : { [`data-${name}`]: value };
}

const LABELS: Record<string, string> = {
  'Stop response': 'End answer',
  'Send message': 'Submit',
  'Currently streaming message': 'Answer in the making',
  Notifications: 'Messages',
  'Message actions': 'More',
};
const LIVE: Record<string, string> = { status: 'polite', alert: 'assertive' };

export const className = (name: string): string =>
  renamed ? name.replace(/[\w-]+/g, (one) => `c${hash(one)}`) : name;

export const label = (text: string): string => (renamed ? (LABELS[text] ?? text) : text);

/** The same element after a redesign: still announced to screen readers, but by other means. */
export function disguise(name: string, value: string): [string, string] {
  if (!renamed) return [name, value];
  if (name === 'class') return [name, className(value)];
  if (name === 'aria-label') return [name, label(value)];
  if (name === 'role') return ['aria-live', LIVE[value] ?? 'off'];
  return [name, value];
}

/** The editor's own class names come with its library. */
const OWN_CLASS = /\.(?!ProseMirror|tiptap)([a-z][\w-]*)/g;

function renameRules(sheet: CSSStyleSheet | CSSMediaRule): void {
  for (const rule of sheet.cssRules) {
    if (rule instanceof CSSStyleRule)
      rule.selectorText = rule.selectorText.replace(OWN_CLASS, (_, name: string) => `.${className(name)}`);
    if (rule instanceof CSSMediaRule) renameRules(rule);
  }
}
