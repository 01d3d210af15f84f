import { setTimeout as pause } from 'node:timers/promises';
import type { Place, Tab } from './flow.ts';
import { type LibraryNow, readLibrary } from './library.ts';

declare const chrome: {
  runtime: { sendMessage: (message: object) => Promise<unknown> };
  storage: { local: { get: (key: string) => Promise<Record<string, { value?: unknown } | undefined>> } };
};

type Checked = Pick<Place, 'browser' | 'stage' | 'tally'>;

/** Texts that the extension keeps. */
export const keptTexts = ({ browser }: Pick<Place, 'browser'>): Promise<string[]> =>
  browser.evaluateInExtension(async () => {
    const { drafts } = await chrome.storage.local.get('drafts');
    return Object.values((drafts?.value ?? {}) as Record<string, { text: string }>).map(({ text }) => text);
  });

/** Text of what stands in the account's chats as the user's. */
function sentTexts({ stage }: Pick<Place, 'stage'>): string[] {
  return [...stage.account.conversations.values()].flatMap(({ chat_messages: messages }) =>
    messages.filter(({ sender }) => sender === 'human').map((message) => JSON.stringify(message.content)),
  );
}

const inside = (text: string): string => JSON.stringify(text).slice(1, -1);

/** A background that was ended over it is told again. */
const TOLD_AGAIN_MS = 3_000;
const LOOK_EVERY_MS = 100;

/** What was typed stands in the composer, among the kept drafts or in the chat. */
export async function checkDraft(
  place: Checked,
  tab: Tab,
  text: string,
  at: string,
  waitMs = TOLD_AGAIN_MS,
): Promise<void> {
  let composer = '';
  let kept: string[] = [];
  for (const until = Date.now() + waitMs; ; ) {
    composer = await tab.composerText().catch(() => '');
    kept = await keptTexts(place);
    if (composer.includes(text) || kept.some((one) => one.includes(text))) return;
    if (sentTexts(place).some((one) => one.includes(inside(text)))) return;
    if (Date.now() >= until) break;
    await pause(LOOK_EVERY_MS);
  }
  place.tally.missed('drafts', `${at}: neither in the composer (${composer}) nor kept (${kept.join(' / ')})`);
}

/** A message stands once in the chats, however often it was sent. */
export function checkOnce(place: Pick<Checked, 'stage' | 'tally'>, text: string, at: string): void {
  const times = sentTexts(place).filter((one) => one.includes(inside(text))).length;
  if (times > 1) place.tally.missed('duplicates', `${at}: "${text}" stands there ${times} times`);
}

/** While it fails nothing says that all is well: not the popup, not the badge. */
export async function checkNotGreen(place: Checked, tab: Tab, at: string): Promise<void> {
  const popup = await tab.popup();
  await popup.page.waitForSelector('main[data-verdict]', { timeout: 10_000 });
  const verdict = await popup.verdict();
  if (verdict === 'ok') place.tally.missed('greens', `${at}: the popup says ok`);
  const badge = await place.browser.badgeText(await tab.id());
  if (badge === '') place.tally.missed('greens', `${at}: the badge is empty while it fails`);
}

export type { LibraryNow };

export const libraryNow = ({ browser }: Pick<Place, 'browser'>): Promise<LibraryNow> =>
  browser.evaluateInExtension(readLibrary);

/** All that was there is there, and whole. */
export async function checkLibrary(
  place: Pick<Checked, 'browser' | 'tally'>,
  before: LibraryNow,
  at: string,
): Promise<void> {
  const now = await libraryNow(place);
  const gone = before.ids.filter((id) => !now.ids.includes(id));
  const lost = before.versions.filter((one) => !now.versions.includes(one));
  for (const one of [...gone, ...lost, ...now.damaged]) place.tally.missed('snapshots', `${at}: ${one}`);
}

/** Whatever wakes it: a message that is nobody's. */
export const wake = ({ browser }: Pick<Place, 'browser'>): Promise<void> =>
  browser.evaluateInExtension(async () => {
    await chrome.runtime.sendMessage({ drill: true }).catch(() => undefined);
  });
