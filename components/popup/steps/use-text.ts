import { useEffect, useState } from 'preact/hooks';
import type { FixText, FixTextKind, StepActions } from '../props';

/** undefined until it has come; a text of null when there is none. */
export function useText(actions: StepActions, what: FixTextKind): FixText | undefined {
  const [text, setText] = useState<FixText>();
  useEffect(() => {
    void actions.textOf(what).then(setText, () => setText({ text: null, name: null }));
  }, [what]);
  return text;
}
