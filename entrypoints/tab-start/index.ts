import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { askForObserver, isExtensionAlive, isolatedWorld } from '@/utils/browser/tab-life';
import { callTheRoll } from '@/utils/claude/channel';
import { startTab } from './start-tab';

export default defineUnlistedScript(() => {
  if (isolatedWorld.lifeline) return; // the browser and the background may both bring us
  callTheRoll(document); // what an earlier version has left in this page goes now
  isolatedWorld.lifeline = startTab(isExtensionAlive, askForObserver);
});
