/** Further verbs that the tab performs. Each ends with a problem or without one; none leaves the page. */
import * as z from 'zod/mini';

/** Opens claude.ai's own menu of models and points at one; the user chooses. `model` as claude.ai names it. */
const openModelMenu = z.object({ verb: z.literal('open-model-menu'), model: z.string() });

/** Scrolls to where the user was: a message by the key of its row, and how far below the top it stood, in px. */
const restorePlace = z.object({ verb: z.literal('restore-place'), turn: z.string(), offset: z.number() });

/** Gives the composer a text as a file. Made by the background while it performs `carry-over`: never stored in a plan. */
const attachFile = z.object({ verb: z.literal('attach-file'), name: z.string(), text: z.string() });

/** Deletes what the site has in its cache storage, where the browser has no call for one site's. */
const clearCacheStorage = z.object({ verb: z.literal('clear-cache-storage') });

export const FURTHER_PAGE_VERBS = [openModelMenu, restorePlace, attachFile, clearCacheStorage] as const;
