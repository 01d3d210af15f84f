/** A recording in other words: each kind of body by its own rules, headers by a list, and times moved to the first of the month. */
import { networkCause } from '@/utils/claude/network-error';
import { TIMELINE_SHAPE } from '@/utils/claude/timeline-shape';
import { otherAddress } from './address.ts';
import { otherEvents } from './event-text.ts';
import { otherFrames } from './frame-bytes.ts';
import type { Entry } from './har.ts';
import { otherHtml } from './html-text.ts';
import { type Invention, invention } from './invention.ts';
import { looksLikeJson, otherJson } from './json-text.ts';
import { endpointFor, isFailure } from './kept.ts';
import { otherMessage } from './protobuf-text.ts';
import { HEADERS, MEDIA_TYPES, TELLING_OF_PAGES } from './vocabulary.ts';

export interface Anonymous {
  readonly entries: readonly Entry[];
  /** Words in places of claude.ai's own names that aren't known: replaced, and told to who makes the recording. */
  readonly unknownWords: readonly string[];
  readonly keptSentences: readonly string[];
}

/** Deterministic. Another `salt` invents other things. */
export function anonymous(entries: readonly Entry[], salt = 0): Anonymous {
  const first = entries[0]?.startedAt ?? 0;
  const shiftMs = monthOf(first) - first;
  // Once to meet all ids, then with their order known.
  const plan = { ids: [] as readonly string[], shiftMs, salt };
  const scout = invention(plan);
  for (const entry of entries) otherEntry(entry, scout);
  const invent = invention({ ...plan, ids: scout.ids() });
  const others = entries.map((entry) => otherEntry(entry, invent));
  return { entries: others, unknownWords: invent.unknownWords(), keptSentences: invent.keptSentences() };
}

/** Noon of the first day. */
function monthOf(epochMs: number): number {
  const date = new Date(epochMs);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1, 12);
}

function otherEntry(entry: Entry, invent: Invention): Entry {
  return {
    startedAt: invent.time(entry.startedAt),
    waitMs: entry.waitMs,
    totalMs: entry.totalMs,
    method: /^(GET|POST|PUT|PATCH|DELETE|HEAD)$/.test(entry.method) ? entry.method : 'GET',
    address: otherAddress(entry.address, invent),
    status: entry.status,
    error: entry.error && errorName(entry.error),
    headers: otherHeaders(entry.headers, invent),
    isDocument: entry.isDocument,
    body: entry.body && otherBody(entry, entry.body, invent),
    isWhole: entry.isWhole,
  };
}

/** The browser's own, as far as it is known. */
const errorName = (error: string): string =>
  /^(net::ERR_|NS_)[A-Z0-9_]+$/.test(error) && (networkCause(error) !== undefined || /ABORT/.test(error))
    ? error
    : 'net::ERR_FAILED';

function otherHeaders(headers: Entry['headers'], invent: Invention): Record<string, string> {
  const kept = HEADERS.filter((name) => headers[name] !== undefined);
  return Object.fromEntries(kept.map((name) => [name, otherHeader(name, headers[name] ?? '', invent)]));
}

function otherHeader(name: string, value: string, invent: Invention): string {
  switch (name) {
    case 'content-type':
      return otherType(value);
    case 'retry-after':
    case 'date':
      return /^\d{1,6}$/.test(value.trim()) ? value.trim() : otherDate(value, invent);
    case 'server':
    case 'cf-mitigated':
    case 'stream-close-reason':
      return invent.name(value);
    case 'location':
      return otherAddress(value, invent);
    default:
      return invent.text(value);
  }
}

function otherType(value: string): string {
  const [type = '', ...parameters] = value.toLowerCase().split(/\s*;\s*/);
  const isUtf8 = parameters.some((one) => /^charset="?utf-8"?$/.test(one));
  return (MEDIA_TYPES.includes(type) ? type : 'application/octet-stream') + (isUtf8 ? '; charset=utf-8' : '');
}

function otherDate(value: string, invent: Invention): string {
  const epochMs = Date.parse(value);
  return Number.isFinite(epochMs) ? new Date(invent.time(epochMs)).toUTCString() : invent.text(value);
}

const decode = (body: Uint8Array): string => new TextDecoder().decode(body);
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

function otherBody(entry: Entry, body: Uint8Array, invent: Invention): Uint8Array {
  const type = entry.headers['content-type']?.toLowerCase() ?? '';
  if (/connect\+/.test(type)) {
    const isReply = endpointFor(entry)?.kind === 'timeline';
    return otherFrames(body, isReply ? TIMELINE_SHAPE : {}, invent);
  }
  if (/proto/.test(type)) return otherMessage(body, {}, invent);
  if (/event-stream/.test(type)) return encode(otherEvents(decode(body), invent));
  const text = decode(body);
  if (looksLikeJson(text)) return encode(otherJson(text, invent, isFailure(entry)));
  if (/^\s*</.test(text)) return encode(otherHtml(text, invent));
  return encode(isFailure(entry) ? invent.sentence(text, TELLING_OF_PAGES) : invent.text(text));
}
