import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '@/utils/browser/i18n';

/** Characters that are shown at first, and so many more at each click: a browser takes seconds to lay out some megabytes. */
const PIECE = 200_000;

interface LongTextProps {
  readonly text: string;
  readonly children: (shown: string) => ComponentChildren;
}

/** All of a text that isn't too long, and the beginning of one that is. */
export function LongText({ text, children }: LongTextProps) {
  const [length, setLength] = useState(PIECE);
  if (text.length <= length) return <>{children(text)}</>;
  return (
    <>
      {children(text.slice(0, length))}
      <button
        type="button"
        class="plain-button"
        data-action="show-more-text"
        onClick={() => setLength(length + PIECE)}
      >
        {t('library_more_text', text.length - length)}
      </button>
    </>
  );
}
