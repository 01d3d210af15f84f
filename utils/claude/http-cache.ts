/**
 * The browser's own copy of the conversation's last good answer. It is kept under the URL that the page asked, query and all, and
 * lasts until an ordinary reload stores a failure over it. Whether claude.ai lets its answers be cached isn't known.
 * Seen: tests/fixtures/claude/endpoints.json (2026-10); the cache itself was tried in Chromium 156 and Firefox 153 (2026-11).
 * When wrong: a chat that Claude doesn't hand over is read from the page's cache, or off the page.
 */
import { SITE } from '@/utils/claude/addresses';

/** As the page asks for every branch, with all that is in tools. */
export const TREE_QUERY = 'tree=True&rendering_mode=messages&render_all_tools=true';
const CONSISTENCY = ['&consistency=strong', '&consistency=eventual'];
const DANGLING = '&return_dangling_human_message=true';

/** Asked under these; `loaded`: URLs that the page itself has asked for, of which the latest come first. */
export function cachedUrls(
  loaded: readonly string[],
  organizationId: string | null,
  conversationId: string,
): readonly string[] {
  const own = loaded.filter((url) => url.includes(`/chat_conversations/${conversationId}?`) && isTree(url));
  if (own.length > 0) return [...new Set(own.toReversed())];
  if (organizationId === null) return [];
  const url = `${SITE}/api/organizations/${organizationId}/chat_conversations/${conversationId}?${TREE_QUERY}`;
  return ['', ...CONSISTENCY].flatMap((more) => [url + more, url + more + DANGLING]);
}

/** Without these a conversation comes with its current branch only, or without its tools. */
export const isTree = (url: string): boolean =>
  /[?&]tree=true\b/i.test(url) && /[?&]render_all_tools=true\b/.test(url);

/** What the browser has of them. Nothing goes over the network. */
export async function readHttpCache(
  fetch: typeof globalThis.fetch,
  urls: readonly string[],
): Promise<readonly string[]> {
  const read = async (url: string): Promise<string[]> => {
    try {
      const response = await fetch(url, { cache: 'only-if-cached', mode: 'same-origin' });
      return response.ok ? [await response.text()] : [];
    } catch {
      return []; // it has none
    }
  };
  return (await Promise.all(urls.map(read))).flat();
}
