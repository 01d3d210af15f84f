import type { VNode } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { t } from '@/utils/browser/i18n';
import type { Turn } from '@/utils/export/turn';
import type { Line } from '@/utils/export/turns';
import type { LibraryProps, ReaderTools } from './props';
import { TurnView } from './TurnView';

/** So many messages, or characters of them, are made at a time: the page answers between two portions. */
const PORTION = 10;
const PORTION_LENGTH = 30_000;

type Item = { readonly turn: Turn } | { readonly forkedFrom: number };

const itemsOf = (lines: readonly Line[]): readonly Item[] =>
  lines.flatMap(({ forkedFrom, turns }): Item[] => [
    ...(forkedFrom === null ? [] : [{ forkedFrom }]),
    ...turns.map((turn) => ({ turn })),
  ]);

const lengthOf = (item: Item): number =>
  'turn' in item
    ? item.turn.parts.reduce((sum, part) => sum + (part.kind === 'text' ? part.text.length : 1_000), 0)
    : 0;

function portionsOf(items: readonly Item[]): readonly (readonly Item[])[] {
  const portions: Item[][] = [];
  let room = 0;
  for (const item of items) {
    const portion = portions.at(-1);
    if (!portion || portion.length >= PORTION || room <= 0) {
      portions.push([item]);
      room = PORTION_LENGTH;
    } else portion.push(item);
    room -= lengthOf(item);
  }
  return portions;
}

interface PagesProps {
  readonly lines: readonly Line[];
  readonly tools: ReaderTools;
  readonly shown: number;
}

/** How many portions stand in the page already: one more after each moment of rest. */
export function useShown(lines: readonly Line[], afterRest: LibraryProps['afterRest']): number {
  const [state, setState] = useState({ lines, shown: 1 });
  const shown = state.lines === lines ? state.shown : 1;
  const all = useMemo(() => portionsOf(itemsOf(lines)).length, [lines]);
  useEffect(() => {
    return shown < all ? afterRest(() => setState({ lines, shown: shown + 1 })) : undefined;
  }, [lines, shown, all]);
  return Math.min(shown, all);
}

/** The whole chat, the branch in use first, then what leaves it. */
export function Pages({ lines, tools, shown }: PagesProps) {
  // The same elements again: a portion that stands there is not compared when the next one comes.
  const portions = useMemo(
    () =>
      portionsOf(itemsOf(lines)).map((items, index) => <Portion key={index} items={items} tools={tools} />),
    [lines, tools],
  );
  return <div class="pages">{portions.slice(0, shown) as VNode[]}</div>;
}

const Portion = ({ items, tools }: { items: readonly Item[]; tools: ReaderTools }) => (
  <>
    {items.map((item, index) =>
      'turn' in item ? (
        <TurnView key={index} turn={item.turn} tools={tools} />
      ) : (
        <BranchMark key={index} {...item} onJump={tools.onJump} />
      ),
    )}
  </>
);

function BranchMark({ forkedFrom, onJump }: { forkedFrom: number; onJump: ReaderTools['onJump'] }) {
  if (forkedFrom === 0) return <h3 class="branch">{t('library_beginning')}</h3>;
  return (
    <div class="branch">
      <h3>{t('library_branch', forkedFrom)}</h3>
      <button type="button" class="plain-button" onClick={() => onJump(forkedFrom)}>
        {t('library_to_message', forkedFrom)}
      </button>
    </div>
  );
}

/** The focus goes with the eye. False while the message isn't in the page yet. */
export function goToMessage(root: Element | null, messageNumber: number): boolean {
  const turn = root?.querySelector<HTMLElement>(`[data-message="${messageNumber}"]`);
  turn?.scrollIntoView({ block: 'start' });
  turn?.focus({ preventScroll: true });
  return Boolean(turn);
}
