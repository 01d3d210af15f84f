/** What the developer tools' network panel would save of a page. */
import type { HTTPRequest, Page } from 'puppeteer-core';
import type { BrowserName } from '../browsers/types.ts';

export interface Capture {
  /** The HAR, once all answers that are over have been read. */
  readonly har: () => Promise<string>;
  /** Times that an answer from this path was over. */
  readonly over: (path: string) => number;
}

const pairs = (headers: Readonly<Record<string, string>>) =>
  Object.entries(headers).map(([name, value]) => ({ name, value }));
const STREAM = /event-stream|connect/;
const isText = (type: string): boolean => /json|text|javascript|html/.test(type);

/** Chromium keeps a stream's body only for a panel that shows it: this one does. */
async function shownStreams(page: Page): Promise<(request: HTTPRequest) => Buffer | undefined> {
  const shown = new Map<string, Buffer[]>();
  const session = await page.createCDPSession();
  await session.send('Network.enable');
  session.on('Network.responseReceived', ({ requestId, response }) => {
    if (!STREAM.test(response.mimeType)) return;
    const parts: Buffer[] = [];
    shown.set(requestId, parts);
    session.send('Network.streamResourceContent', { requestId }).then(
      ({ bufferedData }) => parts.unshift(Buffer.from(bufferedData, 'base64')),
      () => undefined, // it is over already
    );
  });
  session.on('Network.dataReceived', ({ requestId, data }) => {
    if (data) shown.get(requestId)?.push(Buffer.from(data, 'base64'));
  });
  return (request) => {
    const { id } = request as HTTPRequest & { readonly id: string };
    const parts = shown.get(id);
    return parts?.length ? Buffer.concat(parts) : undefined;
  };
}

export async function captureHar(page: Page, browser: BrowserName): Promise<Capture> {
  const shown = browser === 'chromium' ? await shownStreams(page) : () => undefined;
  const begun = new Map<HTTPRequest, number>();
  const entries: Promise<object>[] = [];
  const overs: string[] = [];
  page.on('request', (request) => void begun.set(request, Date.now()));
  const over = (request: HTTPRequest): void => {
    entries.push(entryOf(request, begun.get(request) ?? Date.now(), Date.now(), browser, shown(request)));
    overs.push(request.url());
  };
  page.on('requestfinished', over);
  page.on('requestfailed', over);
  const creator =
    browser === 'firefox'
      ? { name: 'Firefox', version: '153.0' }
      : { name: 'WebInspector', version: '537.36' };
  const har = async (): Promise<string> =>
    JSON.stringify({ log: { version: '1.2', creator, pages: [], entries: await Promise.all(entries) } });
  return { har, over: (path) => overs.filter((url) => url.includes(path)).length };
}

async function entryOf(
  request: HTTPRequest,
  began: number,
  ended: number,
  browser: BrowserName,
  shown: Buffer | undefined,
): Promise<object> {
  const response = request.response();
  const type = response?.headers()['content-type'] ?? '';
  const body = shown ?? (await response?.buffer().catch(() => undefined));
  const bytes = body && Buffer.from(body);
  const content =
    bytes &&
    (isText(type)
      ? { text: bytes.toString('utf8') }
      : { text: bytes.toString('base64'), encoding: 'base64' });
  const error = request.failure()?.errorText;
  return {
    ...(browser === 'chromium' ? { _resourceType: request.resourceType() } : {}),
    startedDateTime: new Date(began).toISOString(),
    time: ended - began,
    request: {
      method: request.method(),
      url: request.url(),
      headers: pairs({
        ...request.headers(),
        ...(request.isNavigationRequest() ? { 'sec-fetch-dest': 'document' } : {}),
      }),
      ...(browser === 'chromium' ? { postData: { text: request.postData() ?? '' } } : {}),
    },
    response: {
      status: response?.status() ?? 0,
      headers: pairs(response?.headers() ?? {}),
      content: { size: bytes?.length ?? 0, mimeType: type, ...content },
      ...(browser === 'chromium' && error ? { _error: error } : {}),
    },
    timings: { receive: 0 },
  };
}
