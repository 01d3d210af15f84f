/**
 * A HAR as the browsers' developer tools save it. Chrome tells what kind of request it was and how the network failed; Firefox
 * does neither, writes local times, and cuts long bodies. Both may leave a body out, streams above all: then it is missing, not
 * empty. Of a request only its method and address are read.
 */
import * as z from 'zod/mini';

export interface Entry {
  /** Epoch ms. */
  readonly startedAt: number;
  /** ms from the request to the answer's head, and to its end. */
  readonly waitMs: number;
  readonly totalMs: number;
  readonly method: string;
  readonly address: string;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  /** The browser's own name of a network error. */
  readonly error: string | null;
  readonly headers: Readonly<Partial<Record<string, string>>>;
  /** It was to become the tab's document. */
  readonly isDocument: boolean;
  /** null: the file has none. */
  readonly body: Uint8Array | null;
  /** False when the browser saved a part of it only. */
  readonly isWhole: boolean;
}

export interface Recording {
  /** The browser that saved it, with its version; empty when it doesn't say. */
  readonly browser: string;
  readonly entries: readonly Entry[];
}

const text = z.catch(z.string(), '');
const ms = z.catch(z.number(), -1);
const Header = z.looseObject({ name: text, value: text });

const HarEntry = z.looseObject({
  startedDateTime: z.string(),
  time: ms,
  timings: z.catch(z.looseObject({ receive: ms }), { receive: 0 }),
  request: z.looseObject({ method: z.string(), url: z.string(), headers: z.catch(z.array(Header), []) }),
  response: z.looseObject({
    status: z.catch(z.number(), 0),
    headers: z.catch(z.array(Header), []),
    content: z.catch(
      z.looseObject({
        size: ms,
        text: z.optional(z.catch(z.string(), '')),
        encoding: z.optional(z.catch(z.string(), '')),
        mimeType: text,
      }),
      { size: -1, mimeType: '' },
    ),
    _error: z.nullish(z.string()),
  }),
  _resourceType: z.nullish(z.string()),
});

const Har = z.object({
  log: z.looseObject({
    browser: z.catch(z.looseObject({ name: text, version: text }), { name: '', version: '' }),
    creator: z.catch(z.looseObject({ name: text, version: text }), { name: '', version: '' }),
    entries: z.array(z.unknown()),
  }),
});

/** Oldest first. Throws when it is no HAR; an entry that is none is left out. */
export function readHar(json: string): Recording {
  const { log } = Har.parse(JSON.parse(json.replace(/^\uFEFF/, '')));
  const { name, version } = log.browser.name ? log.browser : log.creator;
  const browser = /firefox/i.test(name) ? 'Firefox' : /chrom|webinspector/i.test(name) ? 'Chromium' : '';
  const entries = log.entries.flatMap((one) => {
    const parsed = HarEntry.safeParse(one);
    const entry = parsed.success ? entryOf(parsed.data) : undefined;
    return entry ? [entry] : [];
  });
  const major = browser === 'Firefox' ? ` ${Number.parseInt(version, 10) || ''}`.trimEnd() : '';
  return { browser: browser + major, entries: entries.sort((a, b) => a.startedAt - b.startedAt) };
}

function entryOf({
  startedDateTime,
  time,
  timings,
  request,
  response,
  _resourceType,
}: z.infer<typeof HarEntry>): Entry | undefined {
  const startedAt = Math.round(Date.parse(startedDateTime));
  if (!Number.isFinite(startedAt) || !URL.canParse(request.url)) return undefined;
  const headers = Object.fromEntries(response.headers.map((one) => [one.name.toLowerCase(), one.value]));
  headers['content-type'] ??= response.content.mimeType;
  const totalMs = Math.max(0, Math.round(time));
  const asksFor = request.headers.find((one) => one.name.toLowerCase() === 'sec-fetch-dest')?.value;
  return {
    startedAt,
    waitMs: Math.max(0, Math.round(totalMs - Math.max(0, timings.receive))),
    totalMs,
    method: request.method.toUpperCase(),
    address: request.url,
    status: response.status,
    error: response._error || null,
    headers,
    isDocument: _resourceType === 'document' || asksFor === 'document',
    ...bodyOf(response.content, response.status),
  };
}

type Content = z.infer<typeof HarEntry>['response']['content'];

const STREAM = /event-stream|connect\+/;

function bodyOf(
  { text: said, encoding, size, mimeType }: Content,
  status: number,
): Pick<Entry, 'body' | 'isWhole'> {
  const isNothing = said === undefined || (said === '' && (size > 0 || STREAM.test(mimeType)));
  if (status === 0 || isNothing) return { body: null, isWhole: false };
  const body = new Uint8Array(Buffer.from(said, encoding === 'base64' ? 'base64' : 'utf8'));
  return { body, isWhole: body.length >= size };
}
