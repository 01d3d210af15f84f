import { defineContentScript } from 'wxt/utils/define-content-script';
import { listen, send } from '@/utils/browser/messages';
import { isolatedWorld } from '@/utils/browser/tab-life';
import { callTheRoll } from '@/utils/claude/channel';
import { conversationIdOf } from '@/utils/claude/page-place';
import { fromBackground } from '@/utils/messaging/receive';
import { watchLocation } from './location';
import { observeTab } from './observe';

export default defineContentScript({
  matches: ['https://claude.ai/*'],
  registration: 'runtime', // the background brings it when the page has loaded; see tab-start
  noScriptStartedPostMessage: true,
  main() {
    const life = isolatedWorld.lifeline;
    if (!life || life.isObserved) return;
    life.isObserved = true;
    const { channel, signal } = life;
    const tab = observeTab(signal);
    const show: typeof tab.show = (view) => {
      const answer = tab.show(view);
      // From now on the page's end looks whether we are still there.
      if (document.querySelector('lifeline-prompt')) callTheRoll(document);
      return answer;
    };
    // Messages end by themselves when the extension is gone.
    listen(
      { 'show-view': ({ view }) => show(view), 'perform-step': tab.perform, ping: tab.ping },
      fromBackground,
    );
    signal.addEventListener('abort', tab.stop);
    const begin = async (): Promise<void> => {
      tab.look();
      channel.listen(tab.heard);
      const answer = await send('hello', { conversationId: conversationIdOf(location.pathname) });
      if (!answer.ok || signal.aborted) return;
      show(answer.value.view);
      if (answer.value.typed) await tab.putBack(answer.value.typed);
    };
    watchLocation(tab.look, signal);
    document.addEventListener('DOMContentLoaded', tab.look, { signal });
    void begin();
  },
});
