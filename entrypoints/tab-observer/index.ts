import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { listen, sendSurely } from '@/utils/browser/messages';
import { isolatedWorld, type TabLife } from '@/utils/browser/tab-life';
import { callTheRoll } from '@/utils/claude/channel';
import { conversationIdOf } from '@/utils/claude/page-place';
import { fromBackground } from '@/utils/messaging/receive';
import { watchLocation } from './location';
import { observeTab } from './observe';
import { onRestored } from './restored';

/** A content script that the background brings when the page has loaded; see tab-start. */
export default defineUnlistedScript(() => {
  const life = isolatedWorld.lifeline;
  if (!life || life.isObserved) return;
  life.isObserved = true;
  void observe(life);
});

async function observe(life: TabLife): Promise<void> {
  const { channel, signal } = life;
  const tab = observeTab(life);
  life.filled = tab.filled;
  life.isTouched = tab.isTouched;
  const show: typeof tab.show = (view) => {
    const answer = tab.show(view);
    // From now on the page's end looks whether we are still there.
    if (document.querySelector('lifeline-prompt')) callTheRoll(document);
    return answer;
  };
  // Messages end by themselves when the extension is gone.
  listen(
    {
      'show-view': ({ view }) => show(view),
      'ask-claude': tab.ask,
      ping: tab.ping,
    },
    fromBackground,
  );
  watchLocation(tab.look, signal);
  document.addEventListener('DOMContentLoaded', tab.look, { signal });
  tab.look();
  channel.listen(tab.heard);
  const greet = async (): Promise<void> => {
    const answer = await sendSurely('hello', {
      conversationId: conversationIdOf(location.pathname),
      page: tab.page(),
    });
    if (!answer.ok || signal.aborted) return;
    show(answer.value.view);
  };
  onRestored(() => void greet(), signal); // the prompt may be of another time
  await greet();
}
