import { type Assessment, assess, type Known } from '@/entrypoints/background/assess';
import { NO_HISTORY } from '@/utils/diagnosis/history';
import type { Draft } from '@/utils/drafts/types';
import { NO_LOAD } from '@/utils/fixes/try-load';
import type { Signal } from '@/utils/signals/types';
import type { Run } from '@/utils/storage/items';

export const TAB = 7;

const known = (signals: readonly Signal[] = [], special: Partial<Known> = {}): Known => ({
  tabId: TAB,
  record: { signals: [...signals], dismissed: null, composerIsEmpty: null },
  witnesses: [],
  probes: [],
  history: NO_HISTORY,
  watching: false,
  drafts: { typed: null, sent: null },
  half: null,
  run: null,
  load: NO_LOAD,
  book: null,
  backup: null,
  ...special,
});

export const assessed = (signals: readonly Signal[], now: number, special: Partial<Known> = {}): Assessment =>
  assess(known(signals, special), now, [0.5, 0.5, 0.5]);

export const draft = (state: Draft['state'], text = 'How tall is it?'): Draft => ({
  text,
  attachments: [],
  conversationId: null,
  updatedAt: 1_000,
  state,
});

export const run = (special: Partial<Run> = {}): Run => ({
  id: 'run-1',
  tabId: TAB,
  fix: 'wait-and-retry',
  steps: [
    { verb: 'wait', ms: 500, attempt: 1, of: 3 },
    { verb: 'press-retry', conversationId: null },
    { verb: 'await-reply', timeoutMs: 240_000 },
    { verb: 'wait', ms: 900, attempt: 2, of: 3 },
  ],
  index: 0,
  state: 'waiting',
  stepAt: 1_000,
  until: 1_500,
  problem: null,
  ...special,
});
