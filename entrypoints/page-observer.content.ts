import type { MainWorldContentScriptDefinition } from 'wxt';
import { pageEndOfChannel } from '@/utils/claude/channel';
import { quietly } from '@/utils/claude/watch-body';
import { watchFetch } from '@/utils/claude/watch-fetch';

/** Written out, because `defineContentScript` would make it longer. */
export default {
  matches: ['https://claude.ai/*'],
  world: 'MAIN',
  runAt: 'document_start',
  main() {
    quietly(() => {
      const report = pageEndOfChannel(document, () => retire());
      const retire = report ? watchFetch(window, { report, take: report, now: Date.now }) : () => undefined;
    });
  },
} satisfies MainWorldContentScriptDefinition;
