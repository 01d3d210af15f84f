/** Longest part of a name that comes from the title: 60 letters, and bytes enough left for the folder's end on any disk. */
const MAX_LETTERS = 60;
const MAX_BYTES = 160;

/** A title as a piece of a file name: letters and digits of any script, joined by `-`. Never a path, a device or a dot file. */
export function slug(title: string): string {
  const plain = title.normalize('NFKC').toLowerCase().normalize('NFKC');
  const words = plain.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? [];
  const letters = [...words.join('-')].slice(0, MAX_LETTERS);
  while (new TextEncoder().encode(letters.join('')).byteLength > MAX_BYTES) letters.pop();
  return letters.join('').replace(/-+$/, '') || 'untitled';
}

/** Titles repeat; the last group of a uuid doesn't. The first groups are a clock in uuid v7 and collide. */
export const lastGroup = (uuid: string): string =>
  (uuid.split('-').at(-1) ?? '')
    .replace(/[^0-9a-z]/gi, '')
    .toLowerCase()
    .slice(0, 32) || 'no-id';

export interface Named {
  readonly conversationId: string;
  readonly title: string;
}

/** A folder for each conversation, by its id. No two are the same, on disks that ignore case too. */
export function folderNames(conversations: readonly Named[]): ReadonlyMap<string, string> {
  const sorted = conversations.toSorted((a, b) => compare(a.conversationId, b.conversationId));
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const { conversationId, title } of sorted) {
    const plain = `${slug(title)}-${lastGroup(conversationId)}`;
    let name = plain;
    for (let copy = 2; taken.has(name); copy += 1) name = `${plain}-${copy}`;
    taken.add(name);
    names.set(conversationId, name);
  }
  return names;
}

/** By code unit, so that the order is the same in every locale. */
export const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** `lifeline-backup-<YYYY-MM-DD>.zip`, on the user's own calendar; of several parts each says which it is. */
export function backupNames(now: number, parts: number): readonly string[] {
  const date = new Date(now);
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) =>
    String(part).padStart(2, '0'),
  );
  const name = `lifeline-backup-${day.join('-')}`;
  if (parts === 1) return [`${name}.zip`];
  return Array.from({ length: parts }, (_, index) => `${name}-${index + 1}-of-${parts}.zip`);
}
