import type { PageSays } from '@/utils/claude/notices';
import type { Signal, SignalOf } from '@/utils/signals/types';

type Banner = SignalOf<'banner'>;

/** A page that changes its mind more often than this a minute is heard again in the next. */
const PER_MINUTE = 60;
/** Longer than any sentence of the page. */
const MOST_CHARS = 600;

export interface PageTeller {
  /** False when too much has been told already. */
  readonly tell: (says: PageSays, at: number) => boolean;
  /** What is shown still is to be told once more: it speaks of a new failure. */
  readonly tellAnew: () => void;
  readonly isTold: () => boolean;
  /** It speaks of the message, or tries again. A toast may speak of anything. */
  readonly isBusy: () => boolean;
}

/** Turns what the page says into signals: each change once, its end with the words of its beginning. */
export function pageTeller(report: (signal: Signal) => void): PageTeller {
  let shown: Banner | null = null;
  let retrying = '';
  let anew = false;
  let minute = 0;
  let spent = 0;

  const tellBanner = (next: Banner | null, at: number): void => {
    if (keyOf(next) === keyOf(shown) && !(anew && next)) return;
    if (next) anew = false;
    spent += 1;
    const told = next ?? (shown && { ...shown, at, shown: false });
    shown = next;
    if (told) report(told);
  };
  const tellRetry = (ownRetry: PageSays['ownRetry'], at: number): void => {
    const next = ownRetry ? `${ownRetry.attempt} ${ownRetry.of}` : '';
    if (next === retrying) return;
    retrying = next;
    spent += 1;
    const { attempt, of } = ownRetry ?? { attempt: 0, of: null };
    report({ kind: 'page-retry', at, active: ownRetry !== null, attempt, of });
  };
  return {
    tell: ({ notice, ownRetry }, at) => {
      const thisMinute = Math.floor(at / 60_000);
      if (thisMinute !== minute) spent = 0;
      minute = thisMinute;
      if (spent >= PER_MINUTE) return false;
      tellBanner(notice && bannerOf(notice, at), at);
      tellRetry(ownRetry, at);
      return true;
    },
    tellAnew: () => {
      anew = true;
    },
    isTold: () => !anew,
    isBusy: () => shown?.place === 'turn' || retrying !== '',
  };
}

const keyOf = (banner: Banner | null): string => JSON.stringify({ ...banner, at: 0, said: '' });

const bannerOf = ({ place, meaning, retry, words }: NonNullable<PageSays['notice']>, at: number): Banner => ({
  kind: 'banner',
  at,
  shown: true,
  place,
  meaning,
  hasRetry: retry !== null,
  said: words.slice(0, MOST_CHARS),
});
