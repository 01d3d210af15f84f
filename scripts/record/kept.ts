/** Which requests of a recording concern a failure, or how claude.ai's page and its server talk; and whose body is worth keeping. */
import { type Endpoint, endpointOf } from '@/utils/claude/endpoints';
import type { Entry } from './har.ts';
import { HOSTS } from './vocabulary.ts';

/** Beside what Lifeline watches: what the server says of a running answer, and of limits. */
const ASIDE = /\/(completion_status|usage)$/;
const PART_OF_APP = /\.(m?js|css)$/;
/** Of an answer that is well, and no stream. */
const MOST_BYTES = 256_000;

export const isFailure = ({ status, error }: Pick<Entry, 'status' | 'error'>): boolean =>
  status === 0 || status >= 400 || error !== null;

export const endpointFor = ({ address, method }: Pick<Entry, 'address' | 'method'>): Endpoint | undefined =>
  endpointOf(new URL(address), method);

/** A word for what it is, for file names and reports. */
export function kindOf(entry: Entry): string {
  if (entry.isDocument) return 'document';
  const { pathname } = new URL(entry.address);
  return endpointFor(entry)?.kind ?? ASIDE.exec(pathname)?.[1]?.replace('_', '-') ?? 'part';
}

/** Oldest first, as they came; of answers that are well, one body of each kind stays. */
export function keptOf(entries: readonly Entry[]): Entry[] {
  const known = new Set<string>();
  return entries.filter(isKept).map((entry) => {
    const kind = `${kindOf(entry)} ${endpointFor(entry)?.protocol}`;
    const needsBody =
      isFailure(entry) ||
      entry.isDocument ||
      ['send', 'action', 'timeline', 'completion-status'].includes(kindOf(entry));
    const isFirst = !known.has(kind) && (entry.body?.length ?? 0) <= MOST_BYTES;
    if (entry.body && !isFailure(entry)) known.add(kind);
    return needsBody || isFirst ? entry : { ...entry, body: null, isWhole: false };
  });
}

function isKept(entry: Entry): boolean {
  const { hostname, pathname } = new URL(entry.address);
  if (entry.method === 'OPTIONS') return false;
  if (hostname !== 'claude.ai')
    return HOSTS.includes(hostname) && isFailure(entry) && PART_OF_APP.test(pathname);
  if (entry.isDocument || ASIDE.test(pathname)) return true;
  const endpoint = endpointFor(entry);
  if (endpoint) return endpoint.kind !== 'other' || isFailure(entry);
  return isFailure(entry) && PART_OF_APP.test(pathname);
}
