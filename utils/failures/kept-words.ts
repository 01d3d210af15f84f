/** Names that the page gives are kept only if they look like the name that they should be: never a sentence, never an address. */
import type { Signal } from '@/utils/signals/types';

const SHAPES = {
  errorType: /^[a-z][\w.]{0,59}$/i,
  errorCode: /^[a-z][\w.]{0,59}$/i,
  requestId: /^(req_[\w-]{2,60}|(?=.*\d)[\w-]{8,64})$/,
  ray: /^(?=.*\d)[0-9a-z]{3,20}(-[a-z]{3})?$/i,
  /** Of a known family, or with a version. */
  model: /^(?=.{2,40}$)(?=claude|opus|sonnet|haiku|.*\d)[a-z][\w.-]*( [\w.()-]{1,16}){0,3}$/i,
  buildId: /^[\w.-]{4,64}$/,
  /** Key in SELECTORS. */
  hook: /^[a-z]{1,40}$/i,
  netError: /^(net::|NS_|SEC_|SSL_|MOZILLA_|PR_)[A-Z0-9_]{1,80}$/,
} as const;

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-/i;

export type Keep = (shape: keyof typeof SHAPES, word: string | null | undefined) => string | null;

/** Ids of the chats and organisations that these signals name: what holds one of them is dropped, whatever it calls itself. */
export function keeperOf(signals: readonly Signal[]): Keep {
  const ids = new Set(signals.flatMap(idsOf));
  return (shape, word) => {
    if (!word || !SHAPES[shape].test(word)) return null;
    if (shape !== 'requestId' && UUID.test(word)) return null;
    return [...ids].some((id) => word.includes(id)) ? null : word;
  };
}

function idsOf(signal: Signal): string[] {
  const ids = [
    'conversationId' in signal ? signal.conversationId : null,
    'organizationId' in signal ? signal.organizationId : null,
  ];
  return ids.flatMap((id) => (id ? [id] : []));
}

/** Tells one request from another in a log, and leads back to none: 32 bits (FNV-1a). */
export function mark(id: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1)
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193) >>> 0;
  return hash.toString(36);
}
