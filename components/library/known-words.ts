import { type MessageKey, t } from '@/utils/browser/i18n';

/** The words for an id, or undefined for one of a newer version: the browser complains when it is asked for words that it lacks. */
export const knownWords = (
  keys: Readonly<Record<string, MessageKey>>,
  id: string,
  ...values: readonly (string | number)[]
): string | undefined => {
  const key = Object.hasOwn(keys, id) ? keys[id] : undefined;
  return key && t(key, ...values);
};
