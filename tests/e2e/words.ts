import type { Page } from 'puppeteer-core';
import type { Say } from '../stage/types.ts';

/** What people search for when Claude fails, as a page would say it. */
export const SIGNATURES = [
  '500 Internal Server Error',
  '502 Bad Gateway',
  '503 Service Unavailable',
  'The server had an error while processing your request',
  'An error occurred',
  'Something went wrong',
  'We’re experiencing high demand',
  'Service temporarily unavailable',
  'upstream connect error or disconnect/reset before headers. reset reason: connection termination',
  '504 Gateway timeout',
] as const;

/** Small successes and refusals of other things, in the languages of the site. */
export const OTHER_LANGUAGES: readonly Say[] = [
  { place: 'toast', text: 'Unterhaltung umbenannt', color: 'info' },
  { place: 'toast', text: 'Lien copié dans le presse-papiers', color: 'info' },
  { place: 'toast', text: '設定を保存しました', color: 'info' },
  { place: 'toast', text: 'El archivo supera el tamaño máximo de 30 MB', color: 'warning' },
  { place: 'banner', text: 'Nuovo: collega il tuo calendario', color: 'info' },
  { place: 'banner', text: '이제 프로젝트를 공유할 수 있습니다', role: 'none' },
];

/** The page says it by itself. */
export const say = (page: Page, one: Say): Promise<void> =>
  page.evaluate((detail) => {
    window.dispatchEvent(new CustomEvent('page:say', { detail }));
  }, one);
