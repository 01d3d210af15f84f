import { type MessageKey, t } from '@/utils/browser/i18n';
import type { Deeds, Failure } from '@/utils/failures/types';
import { snake } from '../words';

export const classWords = (id: Failure['class']): string => t(`logged_${snake(id)}` as MessageKey);

export const placeWords = (where: Failure['where']): string => t(`place_${snake(where)}` as MessageKey);

/** "Tried again 2× · showed an error with “Try again” · then it worked" */
export function deedWords({ retries, said, end }: Deeds): string {
  const words = [
    ...(retries > 0 ? [t('deed_retried', retries)] : []),
    ...(said === 'nothing' ? [] : [t(`deed_${snake(said)}` as MessageKey)]),
    ...(end === 'none' ? [] : [t(`deed_${snake(end)}` as MessageKey)]),
  ];
  return words.length === 0 ? t('deed_none') : words.join(' · ');
}

/** "640 ms", "2.4 sec", "43 sec": as much as one wants to know. */
export const durationOf = (ms: number, locale: string): string =>
  new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: ms < 1_000 ? 'millisecond' : 'second',
    unitDisplay: 'short',
    maximumFractionDigits: ms >= 1_000 && ms < 10_000 ? 1 : 0,
  }).format(ms < 1_000 ? ms : ms / 1_000);
