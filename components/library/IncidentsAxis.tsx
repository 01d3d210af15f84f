import type { Timeline } from '@/utils/incidents/types';
import type { Clock } from '../format';
import { slotWords } from './incident-words';
import { percentOf } from './picture-place';

const TICKS = 6;
/** Percent: a label that begins later would leave the picture. */
const LAST = 88;

/** Times below the picture; as many as have room. */
export function Axis({ timeline, clock }: { timeline: Timeline; clock: Clock }) {
  const { slots } = timeline;
  const step = Math.max(1, Math.ceil((slots.length - 1) / TICKS));
  const ticks = slots.filter(
    ({ from }, index) =>
      from >= timeline.from && (slots.length - 1 - index) % step === 0 && percentOf(from, timeline) <= LAST,
  );
  return (
    <div class="axis" aria-hidden="true">
      {ticks.map(({ from }) => (
        <span key={from} style={{ left: `${percentOf(from, timeline)}%` }}>
          {slotWords(from, timeline, clock)}
        </span>
      ))}
    </div>
  );
}
