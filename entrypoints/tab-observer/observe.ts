import { send } from '@/utils/browser/messages';
import { checkSession } from '@/utils/claude/session-check';
import type { Draft } from '@/utils/drafts/types';
import type { Input, Output } from '@/utils/messaging/protocol';
import type { TabView } from '@/utils/messaging/tab-view';
import { sessionDoubt } from '@/utils/signals/session-doubt';
import type { Signal } from '@/utils/signals/types';
import { appHealth } from './app-health';
import { draftGuard } from './draft-guard';
import { freezeWatch } from './freeze';
import { guardHalfAnswer } from './half-answer';
import { hookWatch } from './hooks';
import { noticeWatch } from './notices';
import { onlineWatch } from './online';
import { performStep } from './perform-step';
import { placeWatch } from './place';
import { promptHost } from './prompt-host';
import { tabPulse } from './pulse';
import { signalReporter } from './reporter';

export interface TabObserver {
  /** A message from the page's own world. */
  readonly heard: (json: string) => void;
  readonly look: () => void;
  readonly show: (view: TabView) => Output<'show-view'>;
  readonly perform: (order: Input<'perform-step'>) => Output<'perform-step'>;
  readonly ping: () => Output<'ping'>;
  readonly putBack: (draft: Draft) => Promise<void>;
  readonly stop: () => void;
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

/** Gathers the signals of one page, guards its draft, performs steps and shows the prompt. */
export function observeTab(signal: AbortSignal): TabObserver {
  const reporter = signalReporter(() => stop());
  const freeze = freezeWatch((silence) => {
    reporter.report(silence);
    guardHalfAnswer(silence);
  });
  const drafts = draftGuard(signal, freeze.left);
  const notices = noticeWatch(reporter.report);
  const place = placeWatch(reporter.report);
  const doubt = sessionDoubt();
  const askSession = async (): Promise<void> => {
    const state = await checkSession(fetch, location.origin);
    reporter.report({ kind: 'session-checked', at: Date.now(), state });
  };
  const prompt = promptHost();
  const health = appHealth(reporter.report, signal);
  const hooks = hookWatch(reporter.report);
  const pulse = tabPulse(signal, () => health.look() && hooks.look());
  const stop = (): void => {
    notices.stop();
    pulse.stop();
    prompt.remove();
  };
  onlineWatch(reporter.report, signal);

  return {
    heard: (json) => {
      const heard = reporter.heard(json);
      if (!heard) return;
      if (isSend(heard)) {
        place.look(); // a first send gives the chat its address
        drafts.sent();
      }
      if (heard.kind.startsWith('reply-')) pulse.stir();
      freeze.tell(heard);
      health.heard(heard);
      hooks.heard(heard);
      if (heard.kind !== 'reply-activity') reporter.report(heard);
      guardHalfAnswer(heard);
      if (doubt.heard(heard)) void askSession();
      if (isFailure(heard)) notices.failed(heard.at);
      else if (heard.kind === 'reply-ended') notices.look(); // a banner of the try before goes now
    },
    look: place.look,
    show: (view) => {
      prompt.show(view);
      return {};
    },
    ping: () => {
      pulse.stir(); // a beat wakes a worker that has fallen asleep over its question
      return {};
    },
    perform: ({ runId, index, step }) => {
      void performStep(step).then((problem) => send('report-step', { runId, index, problem }));
      return {};
    },
    putBack: drafts.putBack,
    stop,
  };
}
