import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { listen } from '@/utils/browser/messages';
import { isolatedWorld } from '@/utils/browser/tab-life';
import { fromBackground } from '@/utils/messaging/receive';
import { gather } from './gather';

/** Reads the chat from what the page and the browser hold. The background brings it when Claude doesn't hand the chat over. */
export default defineUnlistedScript(() => {
  const life = isolatedWorld.lifeline;
  if (!life || life.isRescuing) return; // each further rescue brings it again
  life.isRescuing = true;
  listen({ 'rescue-chat': gather }, fromBackground);
});
