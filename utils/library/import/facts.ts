/** Ids become keys and addresses. */
export const isId = (id: string): boolean => /^[\w-]{1,64}$/.test(id) && id !== '__proto__';

/** As old as its last change, not as new as the import: or it would pass for newer than what was captured since. */
export function ageOf(time: string | null, now: number): number {
  const at = Date.parse(time ?? '');
  return Number.isFinite(at) ? Math.min(at, now) : 0;
}
