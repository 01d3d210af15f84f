import { t } from '@/utils/browser/i18n';
import type { TabView } from '@/utils/messaging/tab-view';
import { runNews } from '../words';
import { BackupRow } from './BackupRow';
import { Chain } from './Chain';
import { FixList } from './FixList';
import { Headline } from './Headline';
import { PageLinks } from './PageLinks';
import type { Busy, PopupProps } from './props';
import { spokenOutcome } from './spoken-outcome';
import { WhatIsThis } from './WhatIsThis';
import { Why } from './Why';

/** The live region changes with what happened, never with the countdown. */
const announcement = (view: TabView | null, busy: Busy): string =>
  (view && runNews(view)) || spokenOutcome(busy.outcome);

export function PopupView(props: PopupProps) {
  const { view, now, locale, busy } = props;
  const clock = { now, locale };
  return (
    <main
      data-verdict={view?.verdict.id}
      data-confidence={view?.verdict.confidence}
      aria-busy={view === null}
      lang={t('lang')}
    >
      <Headline view={view} clock={clock} home={props.home} />
      <Chain view={view} now={now} />
      {view !== null && (
        <FixList
          view={view}
          now={now}
          facts={props.facts}
          lacking={props.lacking}
          refused={props.refused}
          steps={props.steps}
          onFix={props.onFix}
          onCancel={props.onCancel}
          onTell={props.onTell}
          onStopWatching={props.onStopWatching}
          onOpenPlaybook={props.onOpenPlaybook}
        />
      )}
      {view !== null && <WhatIsThis view={view} causeFor={props.causeFor} onOpenHelp={props.onOpenHelp} />}
      {view !== null && <Why view={view} clock={clock} pages={props.pages} elsewhere={props.elsewhere} />}
      {view !== null && (
        <BackupRow
          view={view}
          clock={clock}
          busy={busy}
          onBackUpChat={props.onBackUpChat}
          onBackUpAll={props.onBackUpAll}
          onSaveCopy={props.onSaveCopy}
          onCopyHalf={props.onCopyHalf}
        />
      )}
      <PageLinks {...props} />
      <p class="unseen" role="status">
        {announcement(view, busy)}
      </p>
    </main>
  );
}
