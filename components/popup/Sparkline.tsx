import { t } from '@/utils/browser/i18n';
import type { Surge } from '@/utils/status/types';

const STEP = 3;
const BAR = 2;
const HEIGHT = 16;
/** The newest steps, so that the picture stays small. */
const SHOWN = 18;

type Bucket = Surge['buckets'][number];

/** What is usual fills at most half of the height, so that there is room above it. */
const heightOf = (value: number, top: number): number => (value / top) * HEIGHT;

/** Complaints per five minutes as bars, over the band of what is usual. Above the band they are solid, within it hollow. */
export function Sparkline({ buckets }: Pick<Surge, 'buckets'>) {
  const shown = buckets.slice(-SHOWN);
  const most = Math.max(0, ...shown.map(({ count }) => count ?? 0));
  const usual = Math.max(0, ...shown.map((bucket) => bucket.usual));
  const top = Math.max(most, usual * 2, 1);
  const width = SHOWN * STEP;
  const left = (SHOWN - shown.length) * STEP;
  return (
    <svg
      class="spark"
      role="img"
      aria-label={t('spark_label', most, Math.floor(usual))}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      focusable="false"
    >
      <path class="spark-band" d={bandPath(shown, left, top)} />
      <path class="spark-limit" d={limitPath(shown, left, top)} />
      {shown.map((bucket, index) => (
        <Bar key={bucket.at} bucket={bucket} x={left + index * STEP} top={top} />
      ))}
    </svg>
  );
}

/** Steps that nobody watched leave a gap; a step without complaints leaves a foot. */
function Bar({ bucket: { count, usual }, x, top }: { bucket: Bucket; x: number; top: number }) {
  if (count === null) return null;
  const height = Math.max(1, heightOf(count, top));
  return (
    <rect
      class={count > usual ? 'spark-above' : 'spark-within'}
      x={x}
      y={HEIGHT - height}
      width={BAR}
      height={height}
    />
  );
}

/** Along the upper end of what is usual, step by step. */
function limitPath(buckets: readonly Bucket[], left: number, top: number): string {
  return buckets
    .map(({ usual }, index) => {
      const x = left + index * STEP;
      const y = (HEIGHT - heightOf(usual, top)).toFixed(1);
      return `${index === 0 ? 'M' : 'L'}${x} ${y}H${x + STEP}`;
    })
    .join('');
}

const bandPath = (buckets: readonly Bucket[], left: number, top: number): string =>
  buckets.length === 0 ? '' : `${limitPath(buckets, left, top)}V${HEIGHT}H${left}Z`;
