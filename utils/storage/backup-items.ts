import * as z from 'zod/mini';
import { defineItem } from './item';

/** uuids of the chats of which no copy is made by itself; the user has said so for each. */
export const chatsLeftOut = defineItem<readonly string[]>({
  area: 'local',
  key: 'chats-left-out',
  version: 1,
  schema: z.array(z.string()),
  fallback: [],
});
