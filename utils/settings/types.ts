import * as z from 'zod/mini';
import { SOURCE_IDS, type SourceId } from '@/utils/status/types';

/** Minutes since midnight, local time. */
const minuteOfDay = z.number().check(z.minimum(0), z.maximum(1439));

export const SettingsSchema = z.object({
  /** Which witnesses are asked. Reddit needs the permission for its host too. */
  sources: z.record(z.enum(SOURCE_IDS), z.boolean()),
  /** Minutes between two questions to the official page while all is well. */
  statusEveryMin: z.number().check(z.minimum(5), z.maximum(60)),
  /** When the community is asked: when something fails, or only when the popup is opened. */
  community: z.enum(['in-trouble', 'on-request']),
  /** Whether hosts besides claude.ai may be asked to tell the user's network from Claude. */
  checkInternet: z.boolean(),
  /** No notification from … to; null: at any time. */
  quietHours: z.nullable(z.object({ from: minuteOfDay, to: minuteOfDay })),
  notify: z.object({
    /** When Claude works again, after the user asked for it. */
    back: z.boolean(),
    /** When an outage begins while a tab of claude.ai is open. */
    outage: z.boolean(),
  }),
});
export type Settings = z.infer<typeof SettingsSchema>;

export const DEFAULT_SETTINGS: Settings = {
  sources: {
    'claude-status-page': true,
    'hacker-news': true,
    'github-issues': true,
    reddit: false,
    mastodon: true,
  },
  statusEveryMin: 5,
  community: 'in-trouble',
  checkInternet: true,
  quietHours: null,
  notify: { back: true, outage: false },
};

/** Everything that the settings view shows. */
export interface SettingsState {
  /** null until they have been read. */
  readonly settings: Settings | null;
  /** The browser lets us notify. */
  readonly mayNotify: boolean;
  /** Of sources that need a permission: whether there is one. */
  readonly hosts: Readonly<Partial<Record<SourceId, boolean>>>;
  /** How the last click ended. */
  readonly news: 'saved' | 'not-saved' | 'not-allowed' | 'reset' | null;
}
