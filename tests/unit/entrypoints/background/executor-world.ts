import { vi } from 'vitest';
import { type ExecutorEdges, planExecutor } from '@/entrypoints/background/executor';
import { sendToTab } from '@/utils/browser/messages';
import { openInTab, reloadTab, renewTab } from '@/utils/browser/tabs';
import type { FixContext, Step } from '@/utils/fixes/types';
import { last } from '@/utils/signals/finality';
import type { Signal } from '@/utils/signals/types';
import { assessed, TAB } from './given';

export const CASE: FixContext = {
  failed: 'send',
  outputBegan: false,
  draft: null,
  conversationId: 'chat',
  retryAfterMs: null,
  jitter: [0, 0, 0],
};

/** A tab with claude.ai in it, a clock, and the executor between them. */
export function world(
  saveConversation: () => Promise<unknown> = async () => undefined,
  special: Partial<ExecutorEdges> = {},
) {
  let now = 1_000_000;
  const signals: Signal[] = [];
  const done: string[] = [];
  let scriptIsThere = true;
  const performed: { runId: string; index: number; step: Step }[] = [];
  vi.mocked(sendToTab).mockImplementation((async (
    _tab: number,
    _name: string,
    order: (typeof performed)[number],
  ) => {
    if (!scriptIsThere) return { ok: false, error: 'gone' };
    performed.push(order);
    done.push(order.step.verb);
    return { ok: true, value: {} };
  }) as unknown as typeof sendToTab);
  vi.mocked(reloadTab).mockImplementation(async () => void done.push('reload-tab'));
  vi.mocked(renewTab).mockImplementation(async () => void done.push('renew-tab'));
  vi.mocked(openInTab).mockImplementation(async (_tab, url) => void done.push(url));
  const executor = planExecutor({
    now: () => now,
    hungAt: async () => (last(signals, 'tab-hang')?.hung ? 'https://claude.ai/new' : null),
    changed: () => undefined,
    watchForBack: async (_, failed) => void done.push(`watch ${failed}`),
    runChain: async () => void done.push('run-chain'),
    turn: async () => ({ go: 'now' }),
    storedChat: async () => null,
    saveConversation: () => {
      done.push('save-conversation');
      return saveConversation();
    },
    ...special,
  });
  const observe = () => executor.observed(TAB, signals, assessed(signals, now));
  return {
    executor,
    done,
    performed,
    observe,
    later: (ms: number) => {
      now += ms;
    },
    leave: () => {
      scriptIsThere = false;
    },
    /** The tab has performed its latest step. */
    report: (problem: string | null = null) => {
      const { runId = '', index = -1 } = performed.at(-1) ?? {};
      return executor.reported(TAB, runId, index, problem);
    },
    see: (make: (at: number) => Signal | Signal[]) => {
      signals.push(...[make(now)].flat());
      return observe();
    },
    run: () => executor.runOf(TAB),
  };
}
export type World = ReturnType<typeof world>;
