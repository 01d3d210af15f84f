import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { listen, sendSurely } from '@/utils/browser/messages';
import { isolatedWorld } from '@/utils/browser/tab-life';
import type { PageStep } from '@/utils/fixes/types';
import { fromBackground } from '@/utils/messaging/receive';
import { describePage } from './describe-page';
import { performStep } from './perform-step';
import { stopPointing } from './pointer';
import { putBack } from './put-back';

/**
 * Performs steps in the tab. The background brings it before the first one, and never earlier: most tabs never need it. It hears
 * the background only; the page sees neither it nor what it is told.
 */
export default defineUnlistedScript(() => {
  const life = isolatedWorld.lifeline;
  if (!life || life.isPerforming) return; // each further step brings it again
  life.isPerforming = true;
  const filled = (): void => life.filled?.();
  /** A background that died over a step orders it again. */
  const begun = new Set<string>();
  const perform = (step: PageStep): Promise<string | null> =>
    performStep(step, filled).catch(() => 'hook_missing'); // a page that is odd, in ways that nobody thought of
  life.signal.addEventListener('abort', stopPointing);
  listen(
    {
      'perform-step': ({ runId, index, step }) => {
        const name = `${runId} ${index}`;
        if (begun.has(name)) return {};
        begun.add(name);
        void perform(step).then((problem) => sendSurely('report-step', { runId, index, problem }));
        return {};
      },
      'perform-now': async ({ step }) => ({ problem: await perform(step) }),
      'put-back': (kept) => {
        const touched = (): boolean => life.signal.aborted || life.isTouched?.() === true;
        void putBack(kept, touched).then((isBack) => isBack && filled());
        return {};
      },
      'describe-page': ({ kept }) => describePage(kept),
    },
    fromBackground,
  );
});
