import { send } from '@/utils/browser/messages';
import { signalOf } from '@/utils/claude/judgement';
import type { Sighting } from '@/utils/claude/sighting';
import type { Signal } from '@/utils/signals/types';

/** A page that floods is heard this much and no more. */
const PER_SECOND = 60;
const PER_MESSAGE = 50;
/** Longer than any signal, and than the body of a failure that may come with one. */
const MAX_JSON = 20_000;

export interface Reporter {
  readonly report: (signal: Signal) => void;
  /** From the page's world: checked, because the page may forge it. */
  readonly heard: (json: string) => Signal | undefined;
}

export function signalReporter(onGone: () => void): Reporter {
  let queue: Signal[] = [];
  let second = 0;
  let spent = 0;
  const allowed = (): boolean => {
    const now = Math.floor(Date.now() / 1000);
    if (now !== second) {
      second = now;
      spent = 0;
    }
    spent += 1;
    return spent <= PER_SECOND;
  };
  const flush = async (): Promise<void> => {
    const signals = queue.slice(0, PER_MESSAGE);
    queue = queue.slice(PER_MESSAGE);
    if (queue.length > 0) queueMicrotask(() => void flush());
    const answer = await send('report-signals', { signals });
    if (!answer.ok && answer.error === 'gone') onGone();
  };
  return {
    report: (signal) => {
      if (queue.length === 0) queueMicrotask(() => void flush());
      queue.push(signal);
    },
    heard: (json) => (json.length > MAX_JSON || !allowed() ? undefined : networkSignal(json)),
  };
}

/** What the page's own world may tell; anything else it can only have forged. The background checks each in full. */
const NETWORK_KINDS = new Set<unknown>([
  'request-started',
  'response-received',
  'request-failed',
  'reply-accepted',
  'reply-began',
  'reply-activity',
  'reply-ended',
  'page-retry',
]);

function networkSignal(json: string): Signal | undefined {
  try {
    const seen = JSON.parse(json) as Partial<Sighting> | null;
    const isOurs = NETWORK_KINDS.has(seen?.kind) && typeof seen?.at === 'number';
    return isOurs ? signalOf(seen as Sighting) : undefined;
  } catch {
    return undefined; // not JSON, or forged: not ours
  }
}
