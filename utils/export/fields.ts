/** Reading fields whose shape nobody guarantees. */
export type Loose = Readonly<Record<string, unknown>>;

export const isLoose = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export const listOf = (value: unknown): readonly Loose[] =>
  Array.isArray(value) ? value.filter(isLoose) : [];

export const json = (value: unknown): string => JSON.stringify(value, null, 2);

/** Ids, times and pictures of buttons: in the raw payload, not in what a person reads. */
const MACHINE_KEY =
  /(^|_)(uuid|id|at|timestamp|icon|icon_name|icon_url|favicon_url|approval_key|approval_key_legacy)$/;
const MACHINE_KEYS = new Set([
  'type',
  'index',
  'flags',
  'sender',
  'start_index',
  'end_index',
  'is_citable',
  'is_error',
  'is_missing',
  'cut_off',
  'truncated',
]);

export const isMachineKey = (key: string): boolean => MACHINE_KEY.test(key) || MACHINE_KEYS.has(key);

/** True for what holds nothing to read. */
const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  value === false ||
  (typeof value === 'object' && Object.values(value).every(isEmpty));

/** The fields that no renderer has shown yet, so that nothing new is lost; undefined when none holds anything. */
export function remaining(value: Loose, shown: readonly string[]): Loose | undefined {
  const rest = Object.entries(value).filter(
    ([key, field]) => !shown.includes(key) && !isMachineKey(key) && !isEmpty(field),
  );
  return rest.length > 0 ? Object.fromEntries(rest) : undefined;
}
