/**
 * Verbs that whoever shows the fix performs: the popup, the prompt or the library. They need the user's eyes or a click, so the
 * run waits in them until one of those has reported; a popup that was closed finds the step again when it opens.
 */
import * as z from 'zod/mini';

export const SURFACE_VERBS = [
  /** Shows what to do by hand, in order. `guide`: word keys without their `guide_` prefix. */
  z.object({ verb: z.literal('show-steps'), guide: z.array(z.string()) }),
  /** Shows which link of the chain is broken, and what to try for it. */
  z.object({ verb: z.literal('show-chain') }),
  /** Shows the whole report, to be read before it is copied or saved. */
  z.object({ verb: z.literal('show-report') }),
  /** Puts something on the clipboard, at a click. The text is fetched then: no plan holds it. */
  z.object({ verb: z.literal('copy-text'), what: z.enum(['prompt', 'chat', 'report']) }),
  /** Lets the user say which assistant to use instead; the address is kept in the settings. */
  z.object({ verb: z.literal('choose-assistant') }),
  /** Asks whether to put the kept text in place of what stands in the composer. No: ends the plan as cancelled. */
  z.object({ verb: z.literal('ask-to-replace') }),
  /** Names the files that must be attached again. */
  z.object({ verb: z.literal('name-attachments'), names: z.array(z.string()) }),
] as const;
