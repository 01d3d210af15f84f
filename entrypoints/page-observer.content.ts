import { pageEndOfChannel } from '@/utils/claude/channel';
import { watchFetch } from '@/utils/claude/watch-fetch';
import { quietly } from '@/utils/claude/watch-body';
import { defineContentScript } from 'wxt/utils/define-content-script';

export default defineContentScript({
  matches: ['https://claude.ai/*'],
  world: 'MAIN',
  runAt: 'document_start',
  main() {
    quietly(() => {
      const report = pageEndOfChannel(document);
      if (report) watchFetch(window, { report, now: Date.now });
    });
  },
});
