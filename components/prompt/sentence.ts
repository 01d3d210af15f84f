import type { MessageKey } from '@/utils/browser/i18n';
import type { Verdict } from '@/utils/diagnosis/types';
import type { TabView } from '@/utils/messaging/tab-view';
import { type Clock, clockTime } from '../format';
import { snake } from '../words';

export interface Sentence {
  readonly key: MessageKey;
  readonly values: readonly string[];
}

/** 529 is the number for it, `overloaded_error` the name that claude.ai itself goes by. */
const isOverload = (code: string): boolean => /\b529\b|overloaded/i.test(code);

const withCode = (id: 'degraded' | 'down' | 'unclear', code: string | null): Sentence =>
  code === null ? { key: `prompt_${id}`, values: [] } : { key: `prompt_${id}_code`, values: [code] };

function forVerdict({ id, code, model, fallback, resetsAt }: Verdict, clock: Clock): Sentence {
  switch (id) {
    case 'degraded':
      return code !== null && isOverload(code)
        ? { key: 'prompt_overloaded', values: [code] }
        : withCode(id, code);
    case 'down':
    case 'unclear':
      return withCode(id, code);
    case 'model':
      if (model === null) return { key: 'prompt_model', values: [] };
      return fallback === null
        ? { key: 'prompt_model_named', values: [model] }
        : { key: 'prompt_model_fallback', values: [model, fallback] };
    case 'limit':
      return resetsAt === null
        ? { key: 'prompt_limit', values: [] }
        : { key: 'prompt_limit_until', values: [clockTime(resetsAt, clock)] };
    default:
      return { key: `prompt_${snake(id)}`, values: [] };
  }
}

/** The situation in one sentence, in the user's words. */
export const promptSentence = (view: TabView, clock: Clock): Sentence => forVerdict(view.verdict, clock);
