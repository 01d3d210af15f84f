import { defineContentScript } from 'wxt/utils/define-content-script';
import { pageEndOfChannel } from '@/utils/claude/channel';
import { quietly } from '@/utils/claude/watch-body';
import { watchFetch } from '@/utils/claude/watch-fetch';

export default defineContentScript({
  matches: ['https://claude.ai/*'],
  world: 'MAIN',
  runAt: 'document_start',
  main() {
    quietly(() => {
      const report = pageEndOfChannel(document, () => retire());
      const retire = report ? watchFetch(window, { report, now: Date.now }) : () => undefined;
    });
  },
});
