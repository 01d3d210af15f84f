/** Further verbs that the background performs. Each names all that it may touch, so that a plan can be read before it runs. */

import * as z from 'zod/mini';
import { SITE } from '@/utils/claude/addresses';

/** Kinds of data of one site, as `browsingData` calls them. */
export const SITE_DATA = [
  'cache',
  'cacheStorage',
  'serviceWorkers',
  'cookies',
  'localStorage',
  'indexedDB',
  'fileSystems',
] as const;
export type SiteData = (typeof SITE_DATA)[number];

/** The only site of which anything is ever cleared. */
const site = z.literal(SITE);

const timeoutMs = z.number();

export const FURTHER_BACKGROUND_VERBS = [
  /** Waits until another try is polite, as `turnOf` says; else ends the plan with the reason. */
  z.object({ verb: z.literal('await-turn') }),
  /** Loads the page again past the cache. */
  z.object({ verb: z.literal('hard-reload') }),
  /** Removes only what can be fetched again. */
  z.object({ verb: z.literal('clear-cache'), site, types: z.array(z.enum(SITE_DATA)) }),
  /** Removes what the site has stored here. Ends with a problem, and removes nothing, without the permission. */
  z.object({ verb: z.literal('clear-data'), site, types: z.array(z.enum(SITE_DATA)) }),
  /** Asks claude.ai who is signed in. Somebody is: leaves out the next `skip` steps. A check of Cloudflare's: ends the plan. */
  z.object({ verb: z.literal('check-session'), skip: z.number() }),
  /** Opens claude.ai's own way out, which leads to its sign-in. */
  z.object({ verb: z.literal('sign-out-and-in'), returnTo: z.string() }),
  /** Goes on when somebody is signed in: the tab shows a page of claude.ai's that isn't the sign-in. */
  z.object({ verb: z.literal('await-sign-in'), timeoutMs }),
  /** Brings the tab and its window to the front. */
  z.object({ verb: z.literal('focus-tab') }),
  /** Goes on when Cloudflare's check is passed: the tab shows claude.ai. */
  z.object({ verb: z.literal('await-challenge'), timeoutMs }),
  /** Checks every link of the chain anew, whatever is known. */
  z.object({ verb: z.literal('run-chain') }),
  /** Opens a private window with that page. Goes on when the browser doesn't let an extension do so. */
  z.object({ verb: z.literal('open-private-window'), path: z.string() }),
  /** Gives the new chat the old one, from the library: whole as a file, or its last turns as text before the prompt. */
  z.object({
    verb: z.literal('carry-over'),
    conversationId: z.string(),
    as: z.enum(['file', 'text']),
    turns: z.nullable(z.number()),
    prompt: z.string(),
  }),
  z.object({ verb: z.literal('open-url'), url: z.string().check(z.startsWith('https://')) }),
] as const;
