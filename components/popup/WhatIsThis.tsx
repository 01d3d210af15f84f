import { useState } from 'preact/hooks';
import { t } from '@/utils/browser/i18n';
import type { TabView } from '@/utils/messaging/tab-view';
import { later } from './Later';
import type { CauseProps } from './props';

interface WhatIsThisProps extends CauseProps {
  readonly view: TabView;
}

const CauseText = later(async () => (await import('./CauseText')).CauseText);

/** Without a tab nothing was seen to fail, unless somebody else reports it. */
const hasCause = ({ verdict, tabId }: TabView): boolean =>
  verdict.id !== 'ok' && (tabId !== null || verdict.id !== 'unclear');

/** Why it happened, for who asks. */
export function WhatIsThis({ view, causeFor, onOpenHelp }: WhatIsThisProps) {
  const [isOpen, setOpen] = useState(false);
  if (!hasCause(view)) return null;
  return (
    <details class="what" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('what_label')}</summary>
      {isOpen && <CauseText verdict={view.verdict} causeFor={causeFor} onOpenHelp={onOpenHelp} />}
    </details>
  );
}
