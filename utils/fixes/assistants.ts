/** Where people go on while Claude fails. Plain links, in the order of the alphabet: nothing is sent there. */
export const ASSISTANTS: readonly { readonly name: string; readonly url: string }[] = [
  { name: 'ChatGPT', url: 'https://chatgpt.com/' },
  { name: 'Copilot', url: 'https://copilot.microsoft.com/' },
  { name: 'Duck.ai', url: 'https://duck.ai/' },
  { name: 'Gemini', url: 'https://gemini.google.com/app' },
  { name: 'Le Chat', url: 'https://chat.mistral.ai/chat' },
];

/** Where Anthropic answers its users. */
export const SUPPORT_PAGE = 'https://support.claude.com/';
