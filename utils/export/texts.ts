import { isMachineKey } from '@/utils/export/fields';

/** Keys that say how a thing is shown or tied, not what it says; beside ids and times. */
const NOT_READ = new Set([
  'parent_message_uuid',
  'input_mode',
  'stop_reason',
  'file_kind',
  'file_type',
  'origin_tool_name',
]);
const ASSET = /(url|_asset|_name)$/;

/** Every text in a payload that a person could read, in its order. */
export function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, field]) => (isRead(key) ? textsOf(field) : []));
}

const isRead = (key: string): boolean =>
  !isMachineKey(key) && !NOT_READ.has(key) && (!ASSET.test(key) || key === 'url' || key === 'file_name');
