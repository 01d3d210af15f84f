/** HARs as the two browsers write them. */
export interface Exchange {
  readonly url: string;
  readonly method?: string;
  /** ms after the recording began. */
  readonly at?: number;
  readonly tookMs?: number;
  readonly status: number;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Chrome's name of a network error. */
  readonly error?: string;
  readonly isDocument?: boolean;
  /** What the page sent: never to be kept. */
  readonly sent?: string;
}

export const BEGAN = Date.parse('2026-11-14T09:21:07.412Z');

const pairs = (headers: Readonly<Record<string, string>>) =>
  Object.entries(headers).map(([name, value]) => ({ name, value }));

const isText = (body: Exchange['body']): body is string => typeof body === 'string';

function contentOf({ body, type = '' }: Exchange) {
  if (body === undefined) return { size: 0, mimeType: type };
  const bytes = Buffer.from(body as string);
  return isText(body)
    ? { size: bytes.length, mimeType: type, text: body }
    : { size: bytes.length, mimeType: type, text: bytes.toString('base64'), encoding: 'base64' };
}

const requestOf = ({ url, method = 'GET', isDocument, sent }: Exchange) => ({
  method,
  url,
  httpVersion: 'h2',
  cookies: [{ name: 'sessionKey', value: 'sk-ant-sid01-Ev3ryb0dysFr1endlyS3cret' }],
  headers: pairs({
    cookie: 'sessionKey=sk-ant-sid01-Ev3ryb0dysFr1endlyS3cret',
    'sec-fetch-dest': isDocument ? 'document' : 'empty',
    'user-agent': 'Mozilla/5.0',
  }),
  ...(sent === undefined ? {} : { postData: { mimeType: 'application/json', text: sent } }),
  queryString: [],
  headersSize: -1,
  bodySize: -1,
});

const responseOf = (one: Exchange) => ({
  status: one.status,
  statusText: '',
  httpVersion: 'h2',
  cookies: [],
  headers: pairs({ ...(one.type ? { 'Content-Type': one.type } : {}), ...one.headers }),
  content: contentOf(one),
  redirectURL: '',
  headersSize: -1,
  bodySize: -1,
});

export function chromeHar(exchanges: readonly Exchange[]): string {
  const entries = exchanges.map((one) => ({
    _initiator: { type: 'script' },
    _resourceType: one.isDocument ? 'document' : 'fetch',
    startedDateTime: new Date(BEGAN + (one.at ?? 0)).toISOString(),
    time: one.tookMs ?? 400,
    request: requestOf(one),
    response: { ...responseOf(one), ...(one.error ? { _error: one.error } : {}) },
    serverIPAddress: '203.0.113.77',
    timings: { blocked: 1, dns: -1, connect: -1, send: 1, wait: 300, receive: 90 },
  }));
  const log = { version: '1.2', creator: { name: 'WebInspector', version: '537.36' }, pages: [], entries };
  return JSON.stringify({ log }, null, 2);
}

/** Local times, no kinds, no names of network errors; long bodies are cut, with their real size beside. */
export function firefoxHar(exchanges: readonly Exchange[], mostChars = 1_000_000): string {
  const entries = exchanges.map((one) => {
    const response = responseOf(one);
    const { content } = response;
    const text =
      'text' in content && content.text !== undefined ? content.text.slice(0, mostChars) : undefined;
    const local = new Date(BEGAN + (one.at ?? 0) + 3_600_000).toISOString().replace('Z', '+01:00');
    return {
      startedDateTime: local,
      time: one.tookMs ?? 400,
      request: requestOf(one),
      response: { ...response, content: text === undefined ? content : { ...content, text } },
      timings: { blocked: 0, dns: 0, connect: 0, ssl: 0, send: 0, wait: 310, receive: 90 },
      serverIPAddress: '203.0.113.77',
      connection: '443',
    };
  });
  const browser = { name: 'Firefox', version: '153.0' };
  return JSON.stringify({ log: { version: '1.2', creator: browser, browser, pages: [], entries } });
}
