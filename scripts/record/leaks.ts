/**
 * The last look before anything is written, and one that knows nothing of how the words were replaced: does anything that
 * stood in the file still stand in the recording?
 */
import { gunzipSync } from 'node:zlib';
import { ROOT_ID } from '@/utils/claude/conversation';
import type { Entry } from './har.ts';
import { UUIDS } from './invention.ts';
import {
  HEADERS,
  HOSTS,
  isKnownWord,
  MEDIA_TYPES,
  SERVER_SENTENCES,
  TELLING_OF_PAGES,
} from './vocabulary.ts';

/** Shorter words may come about by chance. */
const WORDS = /[\p{L}\p{N}]{8,}/gu;
const EMAILS = /[\w.+-]+@[\w-]+\.[\w.-]+/g;

const OWN = new Set(
  [...HOSTS, ...HEADERS, ...MEDIA_TYPES, ...SERVER_SENTENCES, 'connect+proto x-protobuf _cf_chl_opt'].flatMap(
    (known) => known.toLowerCase().match(WORDS) ?? [],
  ),
);

const isOwn = (word: string): boolean =>
  /^0+$/.test(word) ||
  OWN.has(word.toLowerCase()) ||
  new RegExp(`^(?:${TELLING_OF_PAGES.source})$`, 'i').test(word) ||
  (word.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^A-Za-z0-9]/g) ?? []).every(
    (part) => /^\d{1,2}$/.test(part) || isKnownWord(part),
  );

/** Text of what a stream holds, packed frames unpacked. */
function textsOf({ address, headers, body }: Entry): string[] {
  const texts = [
    address,
    decodeURIComponentOr(address),
    ...Object.values(headers).flatMap((value) => value ?? []),
  ];
  if (!body) return texts;
  const text = new TextDecoder().decode(body);
  return [
    ...texts,
    text,
    text.replaceAll(/\\u([0-9a-f]{4})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16))),
    ...unpacked(body),
  ];
}

function unpacked(body: Uint8Array): string[] {
  const found: string[] = [];
  for (let at = body.indexOf(0x1f); at >= 0; at = body.indexOf(0x1f, at + 1)) {
    if (body[at + 1] !== 0x8b) continue;
    try {
      found.push(new TextDecoder().decode(gunzipSync(body.subarray(at), { finishFlush: 2 })));
    } catch {
      // Only looked like it.
    }
  }
  return found;
}

function decodeURIComponentOr(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What stood in the one and stands in the other, although it is none of claude.ai's own words; empty when all is well. */
export function leaksOf(
  original: readonly Entry[],
  other: readonly Entry[],
  keptSentences: readonly string[],
): string[] {
  const written = other.flatMap(textsOf).join('\n');
  const kept = new Set(written.match(WORDS) ?? []);
  const sources = original.flatMap(textsOf);
  const found = (pattern: RegExp): string[] => sources.flatMap((text) => text.match(pattern) ?? []);
  const ids = found(UUIDS).filter(
    (id) =>
      written.toLowerCase().includes(id.toLowerCase()) &&
      !/^0{8}-0{4}-[04]0{3}-[08]0{3}-0{12}$/.test(id) &&
      id !== ROOT_ID,
  );
  const emails = found(EMAILS).filter((email) => written.includes(email));
  const words = found(WORDS).filter(
    (word) => kept.has(word) && !isOwn(word) && !keptSentences.some((said) => said.includes(word)),
  );
  return [...new Set([...ids, ...emails, ...words])];
}
