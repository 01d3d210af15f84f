import type { Flow } from '../points/flow.ts';
import { BACK_UP_CHAT } from './back-up-chat.ts';
import { CLEAR_SITE_DATA } from './clear-site-data.ts';
import { DRAFT } from './draft.ts';
import { FULL_BACKUP } from './full-backup.ts';
import { HARD_RELOAD } from './hard-reload.ts';
import { NEW_CHAT } from './new-chat.ts';
import { NOTIFY_BACK } from './notify-back.ts';
import { PROMPT } from './prompt.ts';
import { REFRESH_SESSION } from './refresh-session.ts';
import { RETRY } from './retry.ts';
import { SCHEDULED_EXPORT } from './scheduled-export.ts';

export const FLOWS: readonly Flow[] = [
  PROMPT,
  RETRY,
  REFRESH_SESSION,
  CLEAR_SITE_DATA,
  NEW_CHAT,
  HARD_RELOAD,
  DRAFT,
  BACK_UP_CHAT,
  FULL_BACKUP,
  SCHEDULED_EXPORT,
  NOTIFY_BACK,
];
