/** Names of devices on Windows, with any extension. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])$/i;
/** What Windows refuses, what ends a line, and what turns the direction of writing around to hide an extension. */
const FORBIDDEN = /[<>:"/\\|?*\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Bytes of a whole name, and of its extension: any disk takes 255, and a copy's number has to fit. */
const MAX_BYTES = 120;
const MAX_EXTENSION = 16;

/** Somebody else's file name as one that every system takes: never a path, a device or a hidden file. Keeps its extension. */
export function safeName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(FORBIDDEN, '-')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const [, stem = plain, extension = ''] = /^(.+)(\.[^. ]+)$/.exec(plain) ?? [];
  const end = bytesOf(extension) <= MAX_EXTENSION ? extension : '';
  const start = cut(end === '' ? plain : stem, MAX_BYTES - bytesOf(end)).replace(/[. ]+$/, '') || 'unnamed';
  const device = DEVICE.test(start.split('.')[0]?.trim() ?? '') ? '_' : '';
  return device + start + end;
}

/** The first of several equal names keeps it, the others get a number. Disks that ignore case and accents' forms agree. */
export function distinctNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  const copies = new Map<string, number>(); // how far the numbers of a name are given away
  return names.map((name) => {
    const [, stem = name, extension = ''] = /^(.+)(\.[^.]+)$/.exec(name) ?? [];
    let free = name;
    let copy = copies.get(folded(name)) ?? 1;
    while (taken.has(folded(free))) {
      copy += 1;
      free = `${stem} (${copy})${extension}`;
    }
    copies.set(folded(name), copy);
    taken.add(folded(free));
    return free;
  });
}

const folded = (name: string): string => name.normalize('NFKC').toLowerCase().normalize('NFKC');
const bytesOf = (text: string): number => new TextEncoder().encode(text).byteLength;

/** By whole characters. */
function cut(text: string, maxBytes: number): string {
  const letters = [...text];
  let bytes = 0;
  const end = letters.findIndex((letter) => {
    bytes += bytesOf(letter);
    return bytes > maxBytes;
  });
  return end === -1 ? text : letters.slice(0, end).join('');
}
