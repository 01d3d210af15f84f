import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '@/utils/browser/i18n';
import type { Mark } from '@/utils/library/search/search-types';
import { hitRanges, paint } from './hit-ranges';

interface HitBarProps {
  readonly root: RefObject<HTMLElement | null>;
  readonly query: string;
  readonly find: (text: string) => readonly Mark[];
  /** Changes when more of the chat stands in the page. */
  readonly shown: number;
}

/** How often the searched words stand in this chat, and the way from one place to the next. */
export function HitBar({ root, query, find, shown }: HitBarProps) {
  const ranges = useRef<readonly Range[]>([]);
  const [count, setCount] = useState(0);
  const [place, setPlace] = useState(0);
  const go = (to: number): void => {
    const range = ranges.current[to];
    if (!range) return;
    setPlace(to);
    paint('lifeline-hit-now', [range]);
    range.startContainer.parentElement?.scrollIntoView({ block: 'center' });
  };
  useEffect(() => {
    const text = root.current?.querySelector('.pages');
    ranges.current = text ? hitRanges(text, find) : [];
    paint('lifeline-hit', ranges.current);
    setCount(ranges.current.length);
  }, [query, shown]);
  useEffect(() => go(0), [query]);
  useEffect(
    () => () => {
      paint('lifeline-hit', []);
      paint('lifeline-hit-now', []);
    },
    [],
  );
  if (count === 0) return null;
  return (
    <div class="hits">
      <span role="status">{t('library_hit_of', place + 1, count)}</span>
      <button
        type="button"
        class="plain-button"
        data-action="hit-before"
        onClick={() => go((place + count - 1) % count)}
      >
        {t('library_hit_before')}
      </button>
      <button
        type="button"
        class="plain-button"
        data-action="hit-after"
        onClick={() => go((place + 1) % count)}
      >
        {t('library_hit_after')}
      </button>
    </div>
  );
}
