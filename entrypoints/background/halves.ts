import { type HalfAnswer, type HalfAnswers, halfOf, keepHalf, letHalfGo } from '@/utils/drafts/half-answers';
import { halfAnswers } from '@/utils/storage/items';

/** Kept parts of answers. They can be long and every judgement asks for one, so they are read once and then remembered. */
export interface Halves {
  readonly of: (conversationId: string | null) => Promise<HalfAnswer | null>;
  readonly keep: (conversationId: string, half: HalfAnswer) => Promise<void>;
  readonly letGo: (conversationId: string) => Promise<void>;
}

export function halfMemory(): Halves {
  let memory: Promise<HalfAnswers> | undefined;
  const all = (): Promise<HalfAnswers> => {
    memory ??= halfAnswers.get().catch(() => ({}));
    return memory;
  };
  const change = async (to: (halves: HalfAnswers) => HalfAnswers): Promise<void> => {
    const after = to(await all());
    if (after === (await all())) return;
    memory = Promise.resolve(after);
    await halfAnswers.set(after);
  };
  return {
    of: async (conversationId) => halfOf(await all(), conversationId),
    keep: (conversationId, half) => change((halves) => keepHalf(halves, conversationId, half)),
    letGo: (conversationId) => change((halves) => letHalfGo(halves, conversationId)),
  };
}
