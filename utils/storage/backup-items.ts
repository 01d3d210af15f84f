import * as z from 'zod/mini';
import type { LastExport } from '@/utils/settings/types';
import { defineItem } from './item';

/** uuids of the chats of which no copy is made by itself; the user has said so for each. */
export const chatsLeftOut = defineItem<readonly string[]>({
  area: 'local',
  key: 'chats-left-out',
  version: 1,
  schema: z.array(z.string()),
  fallback: [],
});

/** How the last backup that was to be written by itself went; null before the first. */
export const lastExport = defineItem<LastExport | null>({
  area: 'local',
  key: 'last-export',
  version: 1,
  schema: z.nullable(z.object({ at: z.number(), problem: z.nullable(z.string()) })),
  fallback: null,
});
