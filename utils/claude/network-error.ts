/**
 * What the browser's own name of a network error tells. Chrome and Firefox name them differently; a name that isn't known
 * tells nothing but that no document came.
 * Seen: tests/fixtures/signals/unreachable-page.json (2026-11; tried in Chromium 156 and Firefox 153).
 * When wrong: a blocked network is called unclear, or the reverse.
 */
/** Why no document came, as far as the browser tells. */
export type NetworkCause = 'offline' | 'dns' | 'tls' | 'proxy' | 'blocked' | 'refused' | 'broken' | 'timeout';

const CAUSES: readonly (readonly [NetworkCause, RegExp])[] = [
  ['offline', /INTERNET_DISCONNECTED|NETWORK_CHANGED|NS_ERROR_OFFLINE/],
  ['proxy', /PROXY|TUNNEL|SOCKS/],
  ['dns', /NAME_NOT_RESOLVED|NAME_RESOLUTION_FAILED|DNS_|ICANN_NAME|UNKNOWN_HOST/],
  ['blocked', /BLOCKED_BY|NETWORK_ACCESS_DENIED|CLEARTEXT|CONTENT_BLOCKED|BLOCKED_URI|SAFEBROWSING/],
  ['tls', /CERT|SSL|TLS|SEC_ERROR/i],
  ['timeout', /TIMED_OUT|TIMEOUT/],
  ['refused', /CONNECTION_REFUSED|ADDRESS_UNREACHABLE|CONNECTION_FAILED/],
  [
    'broken',
    /EMPTY_RESPONSE|CONNECTION_RESET|CONNECTION_CLOSED|NET_RESET|NET_INTERRUPT|NET_PARTIAL|HTTP2_|QUIC_|INCOMPLETE/,
  ],
];

export const networkCause = (error: string): NetworkCause | undefined =>
  CAUSES.find(([, pattern]) => pattern.test(error))?.[0];
