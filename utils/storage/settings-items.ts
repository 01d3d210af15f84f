import { DEFAULT_SETTINGS, SettingsSchema } from '@/utils/settings/types';
import { defineItem } from './item';

/** What the user has decided. */
export const settings = defineItem({
  area: 'local',
  key: 'settings',
  version: 1,
  schema: SettingsSchema,
  fallback: DEFAULT_SETTINGS,
});
