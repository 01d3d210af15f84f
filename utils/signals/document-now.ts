import { last } from './finality';
import type { Signal, SignalOf } from './types';

type Outcome = SignalOf<'page-loaded'> | SignalOf<'navigation-failed'>;

/** The browser tells of an answer when its worker is awake, which may be later than the page itself does. */
const TOGETHER_MS = 5_000;

/** What became of the tab's latest document: it came, or it didn't. An earlier one tells nothing any more. */
export function documentNow(signals: readonly Signal[]): Outcome | undefined {
  const latest = signals.findLast(
    (signal): signal is Outcome => signal.kind === 'page-loaded' || signal.kind === 'navigation-failed',
  );
  if (latest?.kind !== 'navigation-failed' || latest.error !== null) return latest;
  const page = last(signals, 'page-loaded', latest.at - TOGETHER_MS);
  // The same bad answer, read by the page's own script, which knows more of it.
  const isSame = page !== undefined && (page.status ?? latest.status) === latest.status;
  return isSame && page.document !== 'app' && page.document !== 'login' ? page : latest;
}
