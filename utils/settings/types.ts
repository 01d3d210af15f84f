import * as z from 'zod/mini';
import type { SourceId } from '@/utils/status/types';

/** Minutes since midnight, local time. */
const minuteOfDay = z.number().check(z.minimum(0), z.maximum(1439));

export interface Settings {
  /** Which witnesses are asked. Reddit needs the permission for its host too. */
  sources: Record<SourceId, boolean>;
  /** Minutes between two questions to the official page while all is well. */
  statusEveryMin: number;
  /** When the community is asked: when something fails, or only when the popup is opened. */
  community: 'in-trouble' | 'on-request';
  /** Whether hosts besides claude.ai may be asked to tell the user's network from Claude. */
  checkInternet: boolean;
  /** No notification from … to; null: at any time. */
  quietHours: { from: number; to: number } | null;
  notify: {
    /** When Claude works again, after the user asked for it. */
    back: boolean;
    /** When an outage begins while a tab of claude.ai is open. */
    outage: boolean;
  };
  /** Whether what is typed in private windows is kept too. */
  privateDrafts: boolean;
  /** Whether copies of chats are made by themselves: after each answer, as the page loads one, and when Claude fails. */
  automaticBackup: boolean;
  /** Whether a backup of everything fetches images, uploads and results too. */
  backUpFiles: boolean;
  /** How often a backup is written into the downloads by itself; needs a permission. */
  exportEvery: 'never' | 'daily' | 'weekly';
  /** Address of the assistant to go on with while Claude fails; null until the user has chosen one. */
  assistant: string | null;
}

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
  privateDrafts: false,
  automaticBackup: true,
  backUpFiles: false,
  exportEvery: 'never',
  assistant: null,
};

/** Who has chosen wasn't asked about a source that came later: it stays silent until they switch it on. */
const source = z.catch(z.boolean(), false);

/**
 * Each choice is read by itself: one that can't be read, or that another version has more or less, leaves the others as they are.
 */
export const SettingsSchema = z.object({
  sources: z.catch(
    z.object({
      'claude-status-page': source,
      'hacker-news': source,
      'github-issues': source,
      reddit: source,
      mastodon: source,
    } satisfies Record<SourceId, typeof source>),
    DEFAULT_SETTINGS.sources,
  ),
  statusEveryMin: z.catch(z.number().check(z.minimum(5), z.maximum(60)), DEFAULT_SETTINGS.statusEveryMin),
  community: z.catch(z.enum(['in-trouble', 'on-request']), DEFAULT_SETTINGS.community),
  checkInternet: z.catch(z.boolean(), DEFAULT_SETTINGS.checkInternet),
  quietHours: z.catch(
    z.nullable(z.object({ from: minuteOfDay, to: minuteOfDay })),
    DEFAULT_SETTINGS.quietHours,
  ),
  notify: z.catch(
    z.object({
      back: z.catch(z.boolean(), DEFAULT_SETTINGS.notify.back),
      outage: z.catch(z.boolean(), DEFAULT_SETTINGS.notify.outage),
    }),
    DEFAULT_SETTINGS.notify,
  ),
  privateDrafts: z.catch(z.boolean(), DEFAULT_SETTINGS.privateDrafts),
  automaticBackup: z.catch(z.boolean(), DEFAULT_SETTINGS.automaticBackup),
  backUpFiles: z.catch(z.boolean(), DEFAULT_SETTINGS.backUpFiles),
  exportEvery: z.catch(z.enum(['never', 'daily', 'weekly']), DEFAULT_SETTINGS.exportEvery),
  assistant: z.catch(z.nullable(z.string().check(z.startsWith('https://'), z.maxLength(2_000))), null),
});

/** How the last backup that was to be written by itself went. */
export interface LastExport {
  /** Epoch ms; of its beginning. */
  readonly at: number;
  /** `not-finished`, `not-allowed`, `empty`, the worker's error or the browser's own word; null when it was written. */
  readonly problem: string | null;
}

/** Everything that the settings view shows. */
export interface SettingsState {
  /** null until they have been read. */
  readonly settings: Settings | null;
  /** The browser lets us notify. */
  readonly mayNotify: boolean;
  /** Of sources that need a permission: whether there is one. */
  readonly hosts: Readonly<Partial<Record<SourceId, boolean>>>;
  /** null before the first. */
  readonly lastExport: LastExport | null;
  /** A newer version of the extension has written them. */
  readonly isNewer?: boolean;
  /** How the last click ended. */
  readonly news: 'saved' | 'not-saved' | 'not-allowed' | 'reset' | null;
}
