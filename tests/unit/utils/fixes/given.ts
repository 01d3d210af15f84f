import type { Draft } from '@/utils/drafts/types';
import type { FurtherContext } from '@/utils/fixes/context';
import type { Fix, FixContext, Step } from '@/utils/fixes/types';

export const CHAT = '01990a4e-7c21-7d3a-9f10-52b6c0d1e2f3';

export const draft = (state: Draft['state'] = 'typing'): Draft => ({
  text: 'How tall is it?\n  – in feet',
  attachments: [],
  conversationId: CHAT,
  updatedAt: 1_000,
  state,
});

/** A send that failed in a chat, with nothing special about it. */
export const context = (special: Partial<FixContext> = {}): FixContext => ({
  failed: 'send',
  outputBegan: false,
  draft: null,
  conversationId: CHAT,
  retryAfterMs: null,
  jitter: [0.5, 0.25, 0.75],
  ...special,
});

/** As before, with what else is known. */
export const knowing = (more: FurtherContext, special: Partial<FixContext> = {}): FixContext =>
  context({ ...special, more });

export const stepsOf = (fix: Pick<Fix, 'plan'>, given: FixContext): readonly Step[] => fix.plan(given);

export const verbsOf = (fix: Pick<Fix, 'plan'>, given: FixContext): string[] =>
  fix.plan(given).map(({ verb }) => verb);
