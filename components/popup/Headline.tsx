import { t } from '@/utils/browser/i18n';
import { SEVERITIES } from '@/utils/diagnosis/severity';
import type { Verdict } from '@/utils/diagnosis/types';
import type { TabView } from '@/utils/messaging/tab-view';
import { age, type Clock, clockTime, isoTime } from '../format';
import { Mark } from '../Mark';
import { reasonWords, snake } from '../words';

/** Whose side it is on, the model, since when, and the code for those who search for it. Plain words first. */
function smallLine({ id, model, since, resetsAt, code }: Verdict, clock: Clock): string[] {
  if (id === 'ok') return [];
  return [
    t(`whose_${snake(id)}`),
    ...(model === null ? [] : [model]),
    ...(resetsAt === null ? [] : [t('resets_at', clockTime(resetsAt, clock))]),
    ...(since === null || resetsAt !== null ? [] : [t('since', clockTime(since, clock))]),
    ...(code === null ? [] : [code]),
  ];
}

interface HeadlineProps {
  readonly view: TabView | null;
  readonly clock: Clock;
  readonly home: string;
}

export function Headline({ view, clock, home }: HeadlineProps) {
  if (view === null) return <Heading mark="unknown" sentence={t('loading')} small={[]} />;
  const { verdict, tabId } = view;
  if (tabId !== null) {
    return (
      <Heading
        mark={SEVERITIES[verdict.id]}
        sentence={t(`verdict_${snake(verdict.id)}`)}
        small={smallLine(verdict, clock)}
      >
        <Back back={view.back ?? null} clock={clock} />
        <Reason view={view} />
      </Heading>
    );
  }
  // Without a tab nobody has seen Claude work, so nothing here may say that it does.
  const known = verdict.id !== 'ok' && verdict.id !== 'unclear';
  return (
    <Heading
      mark={known ? SEVERITIES[verdict.id] : 'unknown'}
      sentence={known ? t(`verdict_${snake(verdict.id)}`) : t('no_tab_title')}
      small={known ? [t('no_tab_title')] : [t('no_tab_hint')]}
    >
      <a class="link" href={home} target="_blank" rel="noreferrer">
        {t('no_tab_open')}
      </a>
    </Heading>
  );
}

/** What decided, where it says more than the sentence does. */
function Reason({ view: { verdict, witnesses } }: { view: TabView }) {
  // That it works needs no reason, unless somebody says that it doesn't.
  const adds = verdict.id !== 'ok' || witnesses.some(({ state }) => state === 'trouble');
  const words = adds ? reasonWords(verdict) : '';
  return words === '' ? null : <p class="reason">{words}</p>;
}

/** What the user asked to be told: it works again, and since when. */
function Back({ back, clock }: { back: NonNullable<TabView['back']> | null; clock: Clock }) {
  if (back === null) return null;
  return (
    <p class="back" title={t(`back_text_${back.by}`)}>
      {t(`back_title_${back.by}`)} <time datetime={isoTime(back.at)}>{age(back.at, clock)}</time>
    </p>
  );
}

/** With the word before it: no line begins with a dot. */
const DOT = '\u00a0· ';

interface HeadingProps {
  readonly mark: Parameters<typeof Mark>[0]['severity'];
  readonly sentence: string;
  readonly small: readonly string[];
  readonly children?: preact.ComponentChildren;
}

const Heading = ({ mark, sentence, small, children }: HeadingProps) => (
  <header class="headline">
    <Mark severity={mark} />
    <div>
      <h1>{sentence}</h1>
      {small.length > 0 && <p class="small">{small.join(DOT)}</p>}
      {children}
    </div>
  </header>
);
