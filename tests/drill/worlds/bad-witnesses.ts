import type { Call } from '../../stage/call.ts';
import type { Fault } from '../../stage/fault-kinds.ts';
import type { StageConfig } from '../../stage/types.ts';

const MB = 2 ** 20;
export const HUGE_BYTES = 200 * MB;
/** What a reader that gives up may have been sent by then. One that goes on until its time is over has been sent much more. */
export const MOST_READ_BYTES = 20 * MB;
/** Not at once: on its way the network holds 24 MB and more, which nobody has read. */
const PIECE_EVERY_MS = 100;
const PIECE = Buffer.alloc(MB, 'x');

/** One way in which all witnesses fail at once. */
export interface Badness {
  readonly name: string;
  readonly config?: Partial<StageConfig>;
  /** Made anew each time: some count what was read of them. */
  readonly fault?: (read: (bytes: number) => void) => Omit<Extract<Fault, { custom?: unknown }>, 'on'>;
}

const begin = (call: Call, type: string): void => {
  const { origin = '*' } = call.req.headers;
  call.entry.status = 200;
  call.res.writeHead(200, { 'content-type': type, 'access-control-allow-origin': origin });
};

/** Goes on for as long as somebody listens, so that what was written is about what was taken. */
function huge(call: Call, read: (bytes: number) => void): void {
  begin(call, 'application/json');
  let left = HUGE_BYTES;
  const timer = setInterval(() => {
    if (left <= 0) call.res.end();
    else if (!call.res.writableNeedDrain) {
      read(PIECE.length);
      call.res.write(left === HUGE_BYTES ? `{"page":"${PIECE}` : PIECE);
      left -= PIECE.length;
    }
  }, PIECE_EVERY_MS);
  call.res.once('close', () => clearInterval(timer));
}

/** A byte now and then, for ever. */
function endless(call: Call): void {
  begin(call, 'application/json');
  const timer = setInterval(() => call.res.write(' '), 300);
  call.res.once('close', () => clearInterval(timer));
}

/** A chain of redirects between hosts that never arrives anywhere. */
function round(call: Call): void {
  call.entry.status = 302;
  call.res.writeHead(302, { location: call.url.href, 'access-control-allow-origin': '*' });
  call.res.end();
}

export const BADNESSES: readonly Badness[] = [
  { name: 'all say that all is well', config: { status: 'operational', feeds: 'quiet' } },
  { name: 'all cry wolf', config: { status: 'major', feeds: 'busy' } },
  {
    name: 'they contradict each other',
    config: { status: 'major', statusFallback: 'operational', feeds: 'quiet' },
  },
  { name: 'last year’s answers', config: { status: 'stale' } },
  { name: 'tomorrow’s answers', config: { status: 'ahead' } },
  { name: 'somebody else’s answers', config: { status: 'wrong-page', feeds: 'limited' } },
  { name: 'slow', fault: () => ({ kind: 'slow', ms: 7_000 }) },
  { name: 'silent', fault: () => ({ kind: 'hang' }) },
  { name: 'never ending', fault: () => ({ kind: 'custom', custom: endless }) },
  { name: '200 MB', fault: (read) => ({ kind: 'custom', custom: (call: Call) => huge(call, read) }) },
  { name: 'redirected', fault: () => ({ kind: 'redirect' }) },
  { name: 'redirected in a circle', fault: () => ({ kind: 'custom', custom: round }) },
  { name: 'half a JSON', fault: () => ({ kind: 'half-json' }) },
  { name: 'HTML', fault: () => ({ kind: 'html-200' }) },
  { name: 'torn connections', fault: () => ({ kind: 'reset' }) },
];
