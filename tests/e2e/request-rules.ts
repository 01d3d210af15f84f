import type { RequestLogEntry } from '../stage/types.ts';

/**
 * What may leave the machine while the extension runs, said a second time and from the outside: nothing here is imported from
 * the extension. Whoever adds a request adds it here, and has then read these rules.
 */

type Asked = Pick<RequestLogEntry, 'host' | 'method' | 'path' | 'query' | 'headers'>;

const TIME = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d';
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const PART = '[\\w-]{1,64}';

/** Of witnesses and neutral hosts each address is known to its last sign, so that nothing can travel in it. */
const OUTSIDE: Readonly<Record<string, RegExp>> = {
  'status.claude.com': /^\/api\/v2\/(summary|incidents)\.json$/,
  'anthropic.statuspage.io': /^\/api\/v2\/(summary|incidents)\.json$/,
  'hn.algolia.com':
    /^\/api\/v1\/search_by_date\?query=claude&tags=story&restrictSearchableAttributes=title&numericFilters=created_at_i>\d{10}&hitsPerPage=50&attributesToRetrieve=title,created_at_i&attributesToHighlight=none$/,
  'api.github.com': new RegExp(
    `^/search/issues\\?q=repo:anthropics/claude-code is:issue in:title created:>=${TIME}Z [\\w ]{1,120}&sort=created&order=desc&per_page=30$`,
  ),
  'www.reddit.com': /^\/r\/ClaudeAI\/new\/\.rss\?limit=50$/,
  'mastodon.social': /^\/api\/v1\/timelines\/tag\/claudeai\?limit=40$/,
  'example.com': /^\/$/,
  '1.1.1.1': /^\/cdn-cgi\/trace$/,
};

/** Sent by the browsers with any request; `if-none-match` names what the witness itself had said. */
const HEADERS =
  /^(host|connection|user-agent|accept|accept-language|accept-encoding|cache-control|pragma|if-none-match|if-modified-since|priority|te|dnt|origin|sec-(fetch|ch-ua|gpc).*)$/;

/** What the extension reads of the user's account. */
const READ = new RegExp(
  `^(${[
    '/cdn-cgi/trace',
    '/api/organizations',
    `/api/organizations/${UUID}/chat_conversations(_v2)?/?(${PART})?(\\?[\\w=&]*)?`,
    `/api/organizations/${UUID}/projects(_v2)?(/${PART}(/docs)?)?(\\?[\\w=&]*)?`,
    `/api/organizations/${UUID}/files/${PART}/contents`,
    `/api/${UUID}/files/${PART}/(preview|document_pdf)`,
    `/api/organizations/${UUID}/conversations/${PART}/wiggle/list-files\\?prefix=`,
    `/api/organizations/${UUID}/conversations/${PART}/wiggle/download-file\\?path=/mnt/user-data/(uploads|outputs)/.{1,200}`,
  ].join('|')})$`,
);

/** Which the page puts on each of its calls, and the extension never does. */
const PAGES_OWN = 'anthropic-client-platform';

const isRead = (method: string): boolean => method === 'GET' || method === 'HEAD';

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
};

/** The browser itself loads a document, or a part of one: a tab that somebody opened, a script, a picture. */
const isLoading = ({ method, headers }: Asked): boolean =>
  isRead(method) && !['empty', undefined].includes(headers['sec-fetch-dest']);

/** From a script in the site's own page, whoever wrote it; not from the extension's background or pages. */
const isFromPage = ({ headers }: Asked): boolean => headers['sec-fetch-site'] === 'same-origin';

function outside(asked: Asked, address: RegExp): string[] {
  const { host, method, path, query, headers } = asked;
  if (isFromPage(asked)) return [];
  const isOpened = headers['sec-fetch-mode'] === 'navigate';
  return [
    ...(method === 'GET' ? [] : [`is asked by ${method}`]),
    ...(isOpened || address.test(path + decoded(query)) ? [] : ['is asked for what is not on the list']),
    ...['cookie', 'authorization', 'referer']
      .filter((name) => name in headers && !(isOpened && name === 'cookie'))
      .map((name) => `is sent ${name}`),
    ...('transfer-encoding' in headers || Number(headers['content-length']) > 0 ? ['is sent a body'] : []),
    ...(isOpened ? [] : Object.keys(headers))
      .filter(
        (name) =>
          !HEADERS.test(name) &&
          !/^(cookie|authorization|referer|content-length|transfer-encoding)$/.test(name),
      )
      .map((name) => `is sent ${name}`),
    ...(/^https?:/.test(String(headers.origin)) ? [`is asked by ${host}’s neighbour`] : []),
  ];
}

function ofClaude(asked: Asked, isByHand: boolean): string[] {
  const { method, path, query, headers } = asked;
  if (PAGES_OWN in headers || isLoading(asked)) return [];
  if (isByHand && isFromPage(asked)) return [];
  const strange = isRead(method) && !READ.test(path + decoded(query));
  return [
    ...(isRead(method) ? [] : [`is told something by ${method}, and not by its own page`]),
    ...(strange ? ['is asked for what is not on the list'] : []),
    ...('authorization' in headers ? ['is sent authorization'] : []),
  ];
}

/** What is wrong with a request; empty when nothing is. `isByHand`: the tests themselves call from within the page. */
export function wrongsOf(asked: Asked, isByHand = false): string[] {
  const address = OUTSIDE[asked.host];
  const wrongs =
    asked.host === 'claude.ai'
      ? ofClaude(asked, isByHand)
      : address
        ? outside(asked, address)
        : ['is nobody we ask'];
  return wrongs.map((wrong) => `${asked.host} ${wrong}: ${asked.method} ${asked.path}${asked.query}`);
}

/** Where a link of ours or the browser itself leads; the stage lets nobody through. By name, as the proxy hears it. */
const MAY_BE_REFUSED: readonly string[] = [];

export const isRefusalKnown = (target: string): boolean => MAY_BE_REFUSED.includes(target);
