import { sendSurely } from '@/utils/browser/messages';
import { signalOf } from '@/utils/claude/judgement';
import type { Sighting } from '@/utils/claude/sighting';
import { minorCall } from '@/utils/signals/minor';
import type { Signal } from '@/utils/signals/types';

/** A page that floods is heard this much in a second and no more. Each lane has its own: calls that nobody waits for can't push out a message or its reply. */
const PER_SECOND = { vital: 60, life: 24, other: 40 };
const PER_MESSAGE = 50;
/** A background that is slow to answer is sent no more than so many messages; the rest waits here, and not without end. */
const MOST_UNDER_WAY = 8;
const MOST_WAITING = 200;
/** Longer than any signal, and than the body of a failure that comes with one, though each of its letters were escaped. */
const MAX_JSON = 32_000;

export interface Reporter {
  readonly report: (signal: Signal) => void;
  /** From the page's world: checked, because the page may forge it. `isKept`: from before we listened, when it was bounded. */
  readonly heard: (json: string, isKept?: boolean) => Signal | undefined;
}

/** Told by a look, because a flood isn't worth parsing. Within a body that comes along, quotes are escaped. */
function laneOf(json: string): keyof typeof PER_SECOND {
  if (json.includes('"kind":"reply-activity"')) return 'life';
  return /"endpoint":"(send|action|timeline|conversation)"|"kind":"(reply-|page-retry")/.test(json)
    ? 'vital'
    : 'other';
}

export function signalReporter(onGone: () => void): Reporter {
  const queue: Signal[] = [];
  let underWay = 0;
  let second = 0;
  let left = { ...PER_SECOND };
  const allowed = (lane: keyof typeof PER_SECOND): boolean => {
    const now = Math.floor(Date.now() / 1000);
    if (now !== second) {
      second = now;
      left = { ...PER_SECOND };
    }
    left[lane] -= 1;
    return left[lane] >= 0;
  };
  const flush = async (): Promise<void> => {
    if (queue.length === 0 || underWay >= MOST_UNDER_WAY) return;
    underWay += 1;
    const sending = sendSurely('report-signals', { signals: queue.splice(0, PER_MESSAGE) });
    void flush();
    const answer = await sending;
    underWay -= 1;
    if (!answer.ok && answer.error === 'gone') onGone();
    void flush();
  };
  return {
    report: (signal) => {
      queue.push(signal);
      if (queue.length === 1) queueMicrotask(() => void flush());
      if (queue.length <= MOST_WAITING) return;
      queue.splice(Math.max(0, queue.findIndex(minorCall)), 1);
    },
    heard: (json, isKept = false) =>
      json.length > MAX_JSON || !(isKept || allowed(laneOf(json))) ? undefined : networkSignal(json),
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
