import {
  freshHalves,
  type HalfAnswer,
  type HalfAnswers,
  halfOf,
  keepHalf,
  letHalfGo,
} from '@/utils/drafts/half-answers';
import { halfAnswers } from '@/utils/storage/items';
import { remembered } from './remembered';

/** Kept parts of answers. They can be long and every judgement asks for one, so they are read once and then remembered. */
export interface Halves {
  readonly of: (conversationId: string | null) => Promise<HalfAnswer | null>;
  readonly keep: (conversationId: string, half: HalfAnswer) => Promise<void>;
  readonly letGo: (conversationId: string) => Promise<void>;
  readonly clear: () => Promise<void>;
}

export function halfMemory(): Halves {
  const memory = remembered<HalfAnswers>(() => halfAnswers.get());
  const change = async (to: (halves: HalfAnswers) => HalfAnswers): Promise<void> => {
    const before = await memory.get();
    const after = await memory.change(to);
    if (after !== before) await halfAnswers.set(after);
  };
  return {
    of: async (conversationId) => halfOf(freshHalves(await memory.get(), Date.now()), conversationId),
    keep: (conversationId, half) => change((halves) => keepHalf(halves, conversationId, half)),
    letGo: (conversationId) => change((halves) => letHalfGo(halves, conversationId)),
    clear: () => change(() => ({})),
  };
}
