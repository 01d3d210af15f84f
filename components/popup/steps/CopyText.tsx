import { useEffect, useState } from 'preact/hooks';
import { t } from '@/utils/browser/i18n';
import type { FixText, FixTextKind, StepProps } from '../props';
import { ByHand } from './ByHand';
import { StepButtons } from './StepButtons';
import { useText } from './use-text';

/** Copies at once when the click that led here is fresh enough for the browser; else it waits for one of its own. */
export function CopyText({ what, actions, onCancel }: StepProps & { readonly what: FixTextKind }) {
  const text = useText(actions, what);
  const [refused, setRefused] = useState(false);
  const copy = async ({ text: words }: FixText): Promise<void> => {
    if (words === null) return actions.ended('nothing_to_copy');
    if (await actions.copy(words)) return actions.ended(null);
    setRefused(true);
  };
  useEffect(() => {
    if (text && (text.text === null || actions.wasPressed())) void copy(text);
  }, [text]);
  if (refused && text?.text) {
    return <ByHand text={text.text} onDone={() => actions.ended(null)} onCancel={onCancel} />;
  }
  return (
    <>
      <p>{t(`step_copy_${what}`)}</p>
      <StepButtons
        action="copy"
        label={t('action_copy')}
        off={text === undefined}
        on={() => text && void copy(text)}
        onCancel={onCancel}
      />
    </>
  );
}
