import { isExtensionAlive, type TabLife } from '@/utils/browser/tab-life';
import type { Output } from '@/utils/messaging/protocol';
import type { TabView } from '@/utils/messaging/tab-view';
import type { Signal } from '@/utils/signals/types';
import { appHealth } from './app-health';
import { type ChainCheck, chainCheck } from './chain-check';
import { draftGuard } from './draft-guard';
import { freezeWatch } from './freeze';
import { guardHalfAnswer } from './half-answer';
import { hookWatch } from './hooks';
import { noticeWatch } from './notices';
import { onlineWatch } from './online';
import { attempt, part } from './parts';
import { placeWatch } from './place';
import { promptHost } from './prompt-host';
import { tabPulse } from './pulse';
import { signalReporter } from './reporter';

export interface TabObserver {
  /** A message from the page's own world. */
  readonly heard: (json: string, isKept?: boolean) => void;
  readonly look: () => void;
  readonly show: (view: TabView) => Output<'show-view'>;
  readonly ask: ChainCheck['answer'];
  readonly ping: () => Output<'ping'>;
  /** A step has put text into the composer. */
  readonly filled: () => void;
  /** Names this life of the page. */
  readonly page: () => string;
  /** The user has been at the composer. */
  readonly isTouched: () => boolean;
}

const isSend = (signal: Signal): boolean =>
  signal.kind === 'request-started' && (signal.endpoint === 'send' || signal.endpoint === 'action');

/** A message got no answer. Other calls fail unnoticed by the user. */
const isFailure = (signal: Signal): boolean => {
  if (signal.kind === 'reply-ended') return signal.outcome === 'cut' || signal.outcome === 'failed';
  const failed =
    (signal.kind === 'response-received' && signal.failure !== null) ||
    (signal.kind === 'request-failed' && !signal.aborted);
  return failed && (signal.endpoint === 'send' || signal.endpoint === 'action');
};

export type ObservedLife = Pick<TabLife, 'signal' | 'end' | 'chunkFailedAt'>;

/** Gathers the signals of one page, guards its draft and shows the prompt. */
export function observeTab({ signal, end, chunkFailedAt }: ObservedLife): TabObserver {
  // A worker that was lost over a message is back with the next one; only an extension that is gone ends us.
  const reporter = signalReporter(() => {
    if (!isExtensionAlive()) end();
  });
  const { report } = reporter;
  const freeze = part(() =>
    freezeWatch((silence) => {
      report(silence);
      attempt(() => guardHalfAnswer(silence));
    }),
  );
  const drafts = part(() => draftGuard(signal, freeze.left));
  const notices = part(() => noticeWatch(report));
  const place = part(() => placeWatch(report, signal));
  const check = chainCheck(report);
  const prompt = part(promptHost);
  const health = part(() => appHealth(report, signal, chunkFailedAt));
  const hooks = part(() => hookWatch(report));
  const pulse = part(() => tabPulse(signal, () => health.look() && hooks.look()));
  signal.addEventListener('abort', () => {
    freeze.stop();
    notices.stop();
    pulse.stop();
    prompt.remove();
  });
  attempt(() => onlineWatch(report, signal));

  return {
    heard: (json, isKept) => {
      const heard = reporter.heard(json, isKept);
      if (!heard) return;
      if (isSend(heard)) {
        place.look(heard.at); // a first send gives the chat its address
        drafts.sent();
      }
      if (heard.kind.startsWith('reply-')) pulse.stir();
      freeze.tell(heard);
      health.heard(heard);
      hooks.heard(heard);
      if (heard.kind !== 'reply-activity') report(heard);
      attempt(() => guardHalfAnswer(heard));
      check.heard(heard);
      if (isFailure(heard)) notices.failed(heard.at);
      else if (heard.kind === 'reply-ended') notices.look(); // a banner of the try before goes now
    },
    look: () => place.look(),
    show: (view) => {
      prompt.show(view);
      return {};
    },
    ask: check.answer,
    ping: () => {
      pulse.stir(); // a beat wakes a worker that has fallen asleep over its question
      return {};
    },
    filled: drafts.filled,
    isTouched: drafts.isTouched,
    page: drafts.page,
  };
}
