import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { askForObserver, isExtensionAlive, isolatedWorld } from '@/utils/browser/tab-life';
import { callTheRoll } from '@/utils/claude/channel';
import { startTab } from './start-tab';

export default defineUnlistedScript(() => {
  if (isolatedWorld.lifeline) return; // the browser and the background may both bring us
  // What an earlier version has left in this page goes now; a page that only begins has nothing of the kind.
  if (document.readyState !== 'loading') callTheRoll(document);
  isolatedWorld.lifeline = startTab(isExtensionAlive, askForObserver);
});
