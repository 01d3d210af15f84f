import { mayOpenPrivate } from '@/utils/browser/windows';
import type { FurtherContext } from '@/utils/fixes/context';
import type { FixContext, FixId } from '@/utils/fixes/types';
import { settings } from '@/utils/storage/settings-items';
import type { ChatBackup } from './chat-backup';
import { transcriptOf } from './fix-facts';
import { describeTab } from './tab-steps';

const BROWSER = import.meta.env.FIREFOX ? 'firefox' : 'chrome';

type Copies = Pick<ChatBackup, 'saveFirst' | 'latest'>;

/** These put back what the page holds now. */
const PUTS_BACK: readonly FixId[] = [
  ...(['restore-draft', 'reload-tab', 'hard-reload'] as const),
  ...(['clear-site-cache', 'clear-site-data', 'refresh-session'] as const),
];
/** These take the chat along. */
const TAKES_ALONG: readonly FixId[] = ['new-chat', 'continue-elsewhere'];

/** A page whose thread is blocked doesn't answer. */
const PAGE_MS = 700;

const orNothing = <T>(asked: Promise<T>): Promise<T | null> =>
  Promise.race([asked.catch(() => null), new Promise<null>((resolve) => setTimeout(resolve, PAGE_MS, null))]);

/** At the click: what only the page, the browser or the library can tell. */
export async function asked(
  copies: Copies,
  tabId: number,
  fix: FixId,
  context: FixContext,
): Promise<FixContext> {
  const kept = context.draft?.text ?? null;
  const [page, opensPrivate, { assistant }, transcript] = await Promise.all([
    PUTS_BACK.includes(fix) ? orNothing(describeTab(tabId, kept)) : null,
    fix === 'try-private-window' ? mayOpenPrivate().catch(() => false) : false,
    settings.get(),
    TAKES_ALONG.includes(fix) ? copied(copies, tabId, context) : null,
  ]);
  const seen = page && { composer: page.composer, scroll: page.place };
  const copy = transcript && { transcript };
  const more = { ...context.more, browser: BROWSER, opensPrivate, assistant, ...seen, ...copy } as const;
  return { ...context, more };
}

/** A chat of which there is no copy yet is saved first, as far as that goes. */
async function copied(
  { saveFirst, latest }: Copies,
  tabId: number,
  { conversationId, more }: FixContext,
): Promise<FurtherContext['transcript']> {
  if (more?.transcript || conversationId === null) return more?.transcript ?? null;
  await saveFirst(tabId);
  return transcriptOf(await latest(conversationId).catch(() => null));
}
