import { DEFAULT_TRACE } from './cdn-trace.ts';
import type { Fault } from './fault-kinds.ts';
import type { StageConfig } from './types.ts';

interface FaultButton {
  label: string;
  fault: Fault;
}

export interface Group {
  title: string;
  buttons: FaultButton[];
}

/** One button per fault, in plain words. */
export const GROUPS: Group[] = [
  {
    title: 'Sending a message',
    buttons: [
      { label: 'Server error 500', fault: { on: 'send', kind: 'json-500' } },
      { label: 'Unavailable 503', fault: { on: 'send', kind: 'json-503' } },
      { label: 'Gateway timeout 504', fault: { on: 'send', kind: 'json-504' } },
      { label: 'Overloaded 529', fault: { on: 'send', kind: 'json-529' } },
      { label: 'Overloaded, wait 30 s', fault: { on: 'send', kind: 'json-529', retryAfter: 30 } },
      { label: 'Cloudflare 502 page', fault: { on: 'send', kind: 'html-502' } },
      { label: 'Cloudflare 522 page', fault: { on: 'send', kind: 'html-522' } },
      { label: '503 once, then well', fault: { on: 'send', kind: 'json-503', times: 1 } },
      {
        label: '504, but the answer comes',
        fault: { on: 'send', kind: 'json-504', serverKeeps: 'answer', times: 1 },
      },
      { label: 'Every second one 503', fault: { on: 'send', kind: 'json-503', every: 2 } },
      { label: 'Only Opus 529', fault: { on: 'send', kind: 'json-529', model: 'claude-opus-4-8' } },
      { label: '500 after 15 s', fault: { on: 'send', kind: 'json-500', ms: 15_000 } },
      { label: 'Billing error', fault: { on: 'send', kind: 'billing' } },
      { label: 'Limit reached 429', fault: { on: 'send', kind: 'limit' } },
      { label: 'Conversation too long', fault: { on: 'send', kind: 'too-long' } },
      { label: 'Read-only mode', fault: { on: 'send', kind: 'read-only' } },
      { label: 'Connection lost', fault: { on: 'send', kind: 'destroy' } },
      { label: 'Never answers', fault: { on: 'send', kind: 'hang' } },
      { label: 'Slow, 5 s', fault: { on: 'send', kind: 'slow', ms: 5000 } },
    ],
  },
  {
    title: 'While the reply arrives',
    buttons: [
      { label: 'Cut off', fault: { on: 'stream', kind: 'truncated' } },
      { label: 'Error inside', fault: { on: 'stream', kind: 'inline-error' } },
      { label: 'Ends with reason “error”', fault: { on: 'stream', kind: 'stop-reason-error' } },
      { label: 'Falls silent', fault: { on: 'stream', kind: 'silent' } },
      { label: 'Silent from the start', fault: { on: 'stream', kind: 'silent-from-start' } },
      { label: 'Slow but alive', fault: { on: 'stream', kind: 'slow-alive' } },
      { label: 'Connection lost', fault: { on: 'stream', kind: 'destroyed' } },
      { label: 'Refused', fault: { on: 'stream', kind: 'stops', stopReason: 'refusal' } },
      { label: 'Limit reached with it', fault: { on: 'stream', kind: 'limit-in-stream' } },
      { label: 'Taken, never begun', fault: { on: 'stream', kind: 'never-begins' } },
      { label: 'Closed, then silent (merged)', fault: { on: 'stream', kind: 'closed-for-good' } },
      {
        label: 'Credits used up (merged)',
        fault: { on: 'stream', kind: 'error-stop-details', errorClass: 13 },
      },
      {
        label: 'Turn fails, 529 inside (merged)',
        fault: { on: 'stream', kind: 'error-stop-details', httpStatus: 529 },
      },
      {
        label: 'Turn fails, 500 inside (merged)',
        fault: { on: 'stream', kind: 'error-stop-details', httpStatus: 500 },
      },
      { label: 'Taken, then refused (merged)', fault: { on: 'stream', kind: 'mutation-ack-error' } },
      { label: 'Server retries, recovers (merged)', fault: { on: 'stream', kind: 'upstream-retry' } },
      {
        label: 'Server retries, fails (merged)',
        fault: { on: 'stream', kind: 'upstream-retry', outcome: 'fail' },
      },
      { label: 'Timeline ends with an error (merged)', fault: { on: 'stream', kind: 'end-of-stream-error' } },
    ],
  },
  {
    title: 'The page and its calls',
    buttons: [
      { label: 'Outage page', fault: { on: 'document', kind: 'outage-page' } },
      { label: 'Page: Cloudflare 502', fault: { on: 'document', kind: 'html-502' } },
      { label: 'Page: Cloudflare 524', fault: { on: 'document', kind: 'html-524' } },
      { label: 'Page: challenge', fault: { on: 'document', kind: 'challenge' } },
      { label: 'Page: connection lost', fault: { on: 'document', kind: 'destroy' } },
      { label: 'Page: connection reset', fault: { on: 'document', kind: 'reset' } },
      { label: 'Page: never comes', fault: { on: 'document', kind: 'hang' } },
      { label: 'Page: hotel network', fault: { on: 'document', kind: 'portal' } },
      { label: 'Calls: challenge', fault: { on: 'api', kind: 'challenge' } },
      { label: 'Calls: all 500', fault: { on: 'api', kind: 'json-500' } },
      { label: 'Conversation 500', fault: { on: 'tree', kind: 'json-500' } },
      { label: 'Conversation: half an answer', fault: { on: 'tree', kind: 'half-json' } },
      { label: 'Conversation: breaks off', fault: { on: 'tree', kind: 'cut' } },
      { label: 'Every tenth call 503', fault: { on: 'api', kind: 'json-503', every: 10 } },
      {
        label: 'Every tenth call 429, wait 1 s',
        fault: { on: 'api', kind: 'json-429', retryAfter: 1, every: 10 },
      },
      { label: 'List 503', fault: { on: 'list', kind: 'json-503' } },
      { label: 'List: more, but nothing', fault: { on: 'list', kind: 'empty-page' } },
      { label: 'Projects 500', fault: { on: 'projects', kind: 'json-500' } },
      { label: 'Files 500', fault: { on: 'files', kind: 'json-500' } },
      { label: 'List: hotel network', fault: { on: 'list', kind: 'html-200' } },
      { label: 'Session ended', fault: { on: 'api', kind: 'session-ended' } },
      { label: 'Session ended, shows as 500s', fault: { on: 'api', kind: 'masked-401' } },
      { label: 'Session 401', fault: { on: 'session', kind: 'session-401' } },
      { label: 'Telemetry 500 (must not matter)', fault: { on: 'telemetry', kind: 'json-500' } },
      { label: 'Polling 500', fault: { on: 'completion-status', kind: 'json-500' } },
      { label: 'Status page 503', fault: { on: 'status-page', kind: 'html-503' } },
      { label: 'Status page: redirect', fault: { on: 'status-page', kind: 'redirect' } },
    ],
  },
  {
    title: 'The way there',
    buttons: [
      { label: 'Trace: hotel network', fault: { on: 'trace', kind: 'portal' } },
      { label: 'Trace: a page', fault: { on: 'trace', kind: 'html-200' } },
      { label: 'Trace: challenge', fault: { on: 'trace', kind: 'challenge' } },
      { label: 'Trace: half', fault: { on: 'trace', kind: 'half-trace' } },
      { label: 'Trace: never comes', fault: { on: 'trace', kind: 'hang' } },
      { label: 'Trace: connection reset', fault: { on: 'trace', kind: 'reset' } },
    ],
  },
  {
    title: 'The community',
    buttons: [
      { label: 'All: 503', fault: { on: 'feed', kind: 'html-503' } },
      { label: 'All: never answer', fault: { on: 'feed', kind: 'hang' } },
      {
        label: 'Hacker News: half an answer',
        fault: { on: 'feed', kind: 'half-json', host: 'hn.algolia.com' },
      },
      { label: 'GitHub: 40 MB', fault: { on: 'feed', kind: 'huge', host: 'api.github.com' } },
      { label: 'Reddit: redirect', fault: { on: 'feed', kind: 'redirect', host: 'www.reddit.com' } },
      { label: 'Mastodon: HTML', fault: { on: 'feed', kind: 'html-200', host: 'mastodon.social' } },
    ],
  },
];

export const SWITCHES: { [K in keyof StageConfig]?: StageConfig[K][] } = {
  protocol: ['legacy', 'merged'],
  retryMode: ['off', 'legacy', 'expanded', 'emergency'],
  retryScale: [1, 0.1, 0.02],
  hooks: ['current', 'renamed'],
  app: ['fine', 'throws', 'no-script', 'no-chunks'],
  release: [1, 2, 3],
  unreachable: [[], ['example.com'], ['1.1.1.1'], ['example.com', '1.1.1.1']],
  trace: [DEFAULT_TRACE, { ...DEFAULT_TRACE, warp: 'on' }, { ...DEFAULT_TRACE, gateway: 'on' }],
  network: ['fine', 'not-tls', 'reset', 'silent'],
  say: [
    [],
    [{ place: 'banner', text: 'Service temporarily unavailable', color: 'danger' }],
    [{ place: 'toast', text: '502 Bad Gateway' }],
    [{ place: 'turn', text: 'La réponse de Claude a été interrompue.' }],
  ],
  gzipFrames: [false, true],
  sseNames: [true, false],
  signedIn: [true, false],
  chunkGapMs: [60, 400, 1500],
  status: [
    'operational',
    'degraded',
    'partial',
    'major',
    'maintenance',
    'captcha-405',
    'forbidden-403',
    'unavailable-503',
    'html-200',
    'half-json',
    'stale',
    'ahead',
    'wrong-page',
    'destroyed',
    'hang',
  ],
  statusFallback: [null, 'operational', 'major', 'captcha-405', 'destroyed'],
  feeds: ['quiet', 'busy', 'down', 'limited'],
  drift: ['none', 'touched', 'deleted', 'both'],
};
