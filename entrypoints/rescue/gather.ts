import { readShown } from '@/utils/claude/dom-transcript';
import { cachedUrls, readHttpCache } from '@/utils/claude/http-cache';
import { readPageCaches } from '@/utils/claude/page-cache';
import { conversationIdOf } from '@/utils/claude/page-place';
import type { Input, Output } from '@/utils/messaging/protocol';
import { toMarkdown } from './to-markdown';

/** In Firefox the page's own way to ask, which is the one that its cache answers. */
declare const content: { readonly fetch?: typeof fetch } | undefined;

const pageFetch: typeof fetch = (...args) =>
  (typeof content === 'undefined' ? fetch : (content?.fetch ?? fetch))(...args);

const nothing = (): readonly string[] => [];

/** Everything that is to be had without a request. A place that can't be read leaves the others. */
export async function gather({
  conversationId,
  organizationId,
}: Input<'rescue-chat'>): Promise<Output<'rescue-chat'>> {
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
  const copies = await Promise.all([
    readPageCaches(indexedDB, conversationId).catch(nothing),
    readHttpCache(pageFetch, cachedUrls(loaded, organizationId, conversationId)).catch(nothing),
  ]);
  const isShown = conversationIdOf(location.pathname) === conversationId;
  return { copies: [...new Set(copies.flat())], shown: isShown ? shownNow() : null };
}

function shownNow(): Output<'rescue-chat'>['shown'] {
  const { title, messages } = readShown(document, toMarkdown);
  return { title, messages: [...messages] };
}
