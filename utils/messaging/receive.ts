import { SITE } from '@/utils/claude/addresses';
import { fail, ok, type Result } from '@/utils/result';
import type { Input, MessageName, Output, Sender } from './protocol';

/** As much of the browser's sender as the gate looks at. */
export interface SenderFacts {
  readonly id?: string | undefined;
  readonly url?: string | undefined;
  readonly frameId?: number | undefined;
  readonly tab?: { readonly id?: number | undefined; readonly incognito?: boolean | undefined } | undefined;
}

/** Who is at the door. */
export interface Caller {
  readonly kind: Sender;
  /** The tab that it speaks for; null for a page or the background. */
  readonly tabId: number | null;
  /** A private window: nothing of it is kept. */
  readonly isPrivate: boolean;
}

export type Handlers = {
  readonly [N in MessageName]?: (input: Input<N>, caller: Caller) => Promise<Output<N>> | Output<N>;
};

export type Reply = Result<unknown, 'bad-message' | 'refused' | 'failed'>;

interface Own {
  readonly id: string;
  /** Base address of the extension's own pages. */
  readonly baseUrl: string;
}

/** undefined for strangers: other extensions, other sites, frames. */
export function callerOf(sender: SenderFacts, own: Own): Caller | undefined {
  if (sender.id !== own.id) return undefined;
  if (isOwnPage(sender.url, own)) return { kind: 'page', tabId: null, isPrivate: false };
  const tabId = sender.tab?.id;
  if (tabId === undefined)
    return isOurs(sender.url, own) ? { kind: 'background', tabId: null, isPrivate: false } : undefined;
  return isClaude(sender.url) && sender.frameId === 0
    ? { kind: 'tab', tabId, isPrivate: sender.tab?.incognito === true }
    : undefined;
}

/** Firefox runs the background in a page of its own making; Chrome in a worker. */
const BACKGROUND_PAGE = '_generated_background_page.html';

/** Chrome's worker may come without an address. */
const isOurs = (url: string | undefined, { baseUrl }: Own): boolean =>
  url === undefined || url.startsWith(baseUrl);

const isOwnPage = (url: string | undefined, own: Own): boolean =>
  url !== undefined && isOurs(url, own) && /\.html([?#]|$)/.test(url) && !url.includes(BACKGROUND_PAGE);

function isClaude(url: string | undefined): boolean {
  return url !== undefined && URL.canParse(url) && new URL(url).origin === SITE;
}

/** Which messages are taken, from whom, and their schemas; `null` for what our own background has made. */
export type Rows = {
  readonly [N in MessageName]?: {
    readonly from: readonly Sender[];
    readonly input: { readonly safeParse: (input: unknown) => { success: boolean; data?: unknown } } | null;
  };
};

/** For scripts and pages, which hear only the background: schemas there would cost each of them 25 kB. */
export const fromBackground = {
  'show-view': { from: ['background'], input: null },
  ping: { from: ['background'], input: null },
  'ask-claude': { from: ['background'], input: null },
  'describe-page': { from: ['background'], input: null },
  'put-back': { from: ['background'], input: null },
  'rescue-chat': { from: ['background'], input: null },
  'perform-step': { from: ['background'], input: null },
  'perform-now': { from: ['background'], input: null },
  'view-changed': { from: ['background'], input: null },
} as const satisfies Rows;

/** undefined when the message is for somebody else. Never rejects. */
export function receive(
  message: unknown,
  caller: Caller | undefined,
  handlers: Handlers,
  rows: Rows,
): Promise<Reply> | undefined {
  const { name, input } = (message ?? {}) as { name?: unknown; input?: unknown };
  if (typeof name !== 'string' || !Object.hasOwn(rows, name)) return undefined;
  const row = rows[name as MessageName];
  const handler = handlers[name as MessageName];
  if (!row || !handler) return undefined;
  if (!caller || !row.from.includes(caller.kind)) return Promise.resolve(fail('refused'));
  const parsed = row.input ? row.input.safeParse(input) : { success: true, data: input };
  if (!parsed.success) return Promise.resolve(fail('bad-message'));
  return handle(handler as (input: unknown, caller: Caller) => unknown, parsed.data, caller);
}

async function handle(
  handler: (input: unknown, caller: Caller) => unknown,
  input: unknown,
  caller: Caller,
): Promise<Reply> {
  try {
    return ok(await handler(input, caller));
  } catch (error) {
    console.warn('Lifeline: a message could not be handled.', error);
    return fail('failed');
  }
}
