import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import { type ExtensionBrowser, launch } from '../browsers/launch.ts';
import type { Call } from '../stage/call.ts';
import { startStage } from '../stage/stage.ts';
import type { Stage } from '../stage/types.ts';
import { BROWSER } from './kit.ts';

export const TIMELINE = '/claudeai-rpc/anthropic.bard.api.v1alpha.ConversationService/StreamTimeline';

/** The same browser twice on one stage: without the extension, and with it. */
export interface Twins {
  readonly stage: Stage;
  readonly extended: ExtensionBrowser;
  /** In the plain browser first: that is what has to come of it. */
  readonly both: <T>(run: (page: Page) => Promise<T>) => Promise<[T, T]>;
  readonly chatPath: (id: string) => string;
  /** Lets the stage answer by `custom`, as a send, a timeline or (undefined) a conversation, and tells where. */
  readonly place: (as: 'send' | typeof TIMELINE | undefined, custom: (call: Call) => unknown) => string;
  readonly close: () => Promise<void>;
}

export async function startTwins(): Promise<Twins> {
  const stage = await startStage();
  stage.reset({ protocol: 'merged', telemetryMs: 0 });
  const built = resolve('.output', BROWSER === 'firefox' ? 'firefox-mv3' : 'chrome-mv3');
  const plain = await launch(BROWSER, { extensionPath: null, stage });
  const extended = await launch(BROWSER, { extensionPath: built, stage });
  const pages = await Promise.all(
    [plain, extended].map((browser) => browser.newPage('https://claude.ai/new')),
  );
  const [first, second] = pages as [Page, Page];
  const chatPath = (id: string): string =>
    `/api/organizations/${stage.account.chatOrg}/chat_conversations/${id}`;
  return {
    stage,
    extended,
    both: async (run) => [await run(first), await run(second)],
    chatPath,
    place: (as, custom) => {
      const id = randomUUID();
      if (as === TIMELINE) stage.fail({ on: 'stream', kind: 'custom', custom });
      else stage.fail({ on: 'api', kind: 'custom', path: id, custom });
      if (as === TIMELINE) return TIMELINE;
      return as === 'send' ? `${chatPath(id)}/completion` : chatPath(id);
    },
    close: async () => {
      await Promise.all([plain.close(), extended.close()]);
      await stage.close();
    },
  };
}
