import * as z from 'zod/mini';
import { at, status, word } from './fields';

/** A document of claude.ai has arrived in the tab. */
export const pageLoaded = z.object({
  kind: z.literal('page-loaded'),
  at,
  /** null when the browser doesn't tell. */
  status,
  document: z.enum(['app', 'login', 'challenge', 'gateway-error', 'outage', 'error', 'blocked']),
  /** For Cloudflare's error page: the hop that it blames. */
  blames: z.nullable(z.enum(['browser', 'cloudflare', 'host'])),
  /** The page's build, from `<html data-build-id>`. */
  buildId: word,
});
