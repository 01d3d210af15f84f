import { readFileSync } from 'node:fs';

interface Message {
  readonly message: string;
  readonly placeholders?: Record<string, { readonly content: string }>;
}

const messages: Record<string, Message> = JSON.parse(
  readFileSync('public/_locales/en/messages.json', 'utf8'),
);

/** Stands in for utils/browser/i18n in component tests: the real words, substituted as the browser does it. */
export const t = (key: string, ...values: readonly (string | number)[]): string => {
  const found = messages[key];
  if (found === undefined) return '';
  return found.message.replaceAll(/\$(\w+)\$/g, (_, name: string) => {
    const content = found.placeholders?.[name.toLowerCase()]?.content ?? '';
    const value = values[Number(content.slice(1)) - 1] ?? '';
    return value.toLocaleString('en');
  });
};
