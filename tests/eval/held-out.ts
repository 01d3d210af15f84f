/** Which half of a labelled list was hidden while what it measures was written: by the hash of its text, so that none is chosen. */
export function isHeldOut({ title }: { readonly title: string }): boolean {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(title)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return (hash >>> 7) % 2 === 1;
}
