import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { listen, send } from '@/utils/browser/messages';
import { isolatedWorld } from '@/utils/browser/tab-life';
import { fromBackground } from '@/utils/messaging/receive';
import { describePage } from './describe-page';
import { performStep } from './perform-step';

/**
 * Performs steps in the tab. The background brings it before the first one, and never earlier: most tabs never need it. It hears
 * the background only; the page sees neither it nor what it is told.
 */
export default defineUnlistedScript(() => {
  const life = isolatedWorld.lifeline;
  if (!life || life.isPerforming) return; // each further step brings it again
  life.isPerforming = true;
  const filled = (): void => life.filled?.();
  listen(
    {
      'perform-step': ({ runId, index, step }) => {
        void performStep(step, filled).then((problem) => send('report-step', { runId, index, problem }));
        return {};
      },
      'perform-now': async ({ step }) => ({ problem: await performStep(step, filled) }),
      'describe-page': ({ kept }) => describePage(kept),
    },
    fromBackground,
  );
});
