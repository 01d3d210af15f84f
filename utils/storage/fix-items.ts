import { PlaybookSchema } from '@/utils/fixes/playbook';
import { NO_LOAD, TryLoadSchema } from '@/utils/fixes/try-load';
import { defineItem } from './item';
import { entriesOf } from './rows';

/** Keyed by tab id; lost with the browser session. */
export const playbooks = defineItem({
  area: 'session',
  key: 'playbooks',
  version: 1,
  schema: entriesOf(PlaybookSchema),
  fallback: {},
});

/** How the latest tries ended, for the breaker; also those of private windows, and lost with the browser session. */
export const tryLoad = defineItem({
  area: 'session',
  key: 'try-load',
  version: 1,
  schema: TryLoadSchema,
  fallback: NO_LOAD,
});
