import { readFileSync } from 'node:fs';

/** A document of the fixtures, parsed without running anything. */
export const documentOf = (file: string): Document =>
  new DOMParser().parseFromString(readFileSync(`tests/fixtures/claude/${file}`, 'utf8'), 'text/html');

/** claude.ai's page with these elements beside the last message and among the toasts. */
export function pageWith(slot = '', toasts = ''): Document {
  const page = documentOf('page-hooks.html');
  const [beside, above] = [page.querySelector('#slot'), page.querySelector('#toasts')];
  if (beside) beside.innerHTML = slot;
  if (above) above.innerHTML = toasts;
  return page;
}
