import { defineContentScript } from 'wxt/utils/define-content-script';
import { listen, send } from '@/utils/browser/messages';
import { listenOnChannel } from '@/utils/claude/channel';
import { conversationIdOf } from '@/utils/claude/page-place';
import { fromBackground } from '@/utils/messaging/receive';
import { observeTab } from './observe';

export default defineContentScript({
  matches: ['https://claude.ai/*'],
  runAt: 'document_start',
  noScriptStartedPostMessage: true,
  main(ctx) {
    const tab = observeTab(ctx.signal);
    const stopListening = [
      listenOnChannel(document, tab.heard),
      listen(
        { 'show-view': ({ view }) => tab.show(view), 'perform-step': tab.perform, ping: tab.ping },
        fromBackground,
      ),
    ];
    ctx.onInvalidated(() => {
      for (const stop of stopListening) stop();
      tab.stop();
    });
    ctx.addEventListener(window, 'wxt:locationchange', tab.look);
    const begin = async (): Promise<void> => {
      tab.look();
      const answer = await send('hello', { conversationId: conversationIdOf(location.pathname) });
      if (!answer.ok || !ctx.isValid) return;
      tab.show(answer.value.view);
      if (answer.value.typed) await tab.putBack(answer.value.typed);
    };
    if (document.readyState === 'loading')
      ctx.addEventListener(document, 'DOMContentLoaded', () => void begin());
    else void begin();
  },
});
