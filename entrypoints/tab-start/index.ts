import type { UnlistedScriptDefinition } from 'wxt';
import { askForObserver, isExtensionAlive, isolatedWorld, takePayload } from '@/utils/browser/tab-life';
import { callTheRoll } from '@/utils/claude/channel';
import { startTab } from './start-tab';

/** Written out, because `defineUnlistedScript` would make it longer. */
export default {
  main() {
    if (isolatedWorld.lifeline) return; // the browser and the background may both bring us
    // What an earlier version has left in this page goes now; a page that only begins has nothing of the kind.
    if (document.readyState !== 'loading') callTheRoll(document);
    isolatedWorld.lifeline = startTab(isExtensionAlive, askForObserver, takePayload);
  },
} satisfies UnlistedScriptDefinition;
