import { isLoose, json, type Loose, listOf, remaining, textOf } from '@/utils/export/fields';
import { pairTools } from '@/utils/export/tool-pairs';
import { toolPart } from '@/utils/export/tool-parts';
import type { FoldKind, Link, Part, Piece } from '@/utils/export/turn';

/** The numbers of one message's citations, by address. */
type Numbers = Map<string, number>;

export function blockParts(blocks: readonly unknown[]): readonly Part[] {
  const numbers: Numbers = new Map();
  return pairTools(blocks).flatMap((pair) =>
    'block' in pair ? blockPart(pair.block, numbers) : [toolPart(pair.use, pair.result)],
  );
}

function blockPart(block: unknown, numbers: Numbers): readonly Part[] {
  if (!isLoose(block)) return block == null ? [] : [unknownPart('', block)];
  switch (block.type) {
    case 'text':
      return textParts(block, numbers);
    case 'thinking':
      return thinkingPart(block);
    case 'token_budget': // times only
      return leftover(block, []);
    default:
      return [unknownPart(textOf(block.type), block)];
  }
}

function textParts(block: Loose, numbers: Numbers): readonly Part[] {
  const text = textOf(block.text);
  const links = listOf(block.citations).map((citation) => linkOf(citation, text, numbers));
  const more = listOf(block.citations)
    .map((one) => remaining(one, CITATION_SHOWN))
    .filter((one) => one !== undefined);
  return [
    ...(text.trim() === '' ? [] : [{ kind: 'text' as const, text }]),
    ...(links.length > 0 ? [{ kind: 'links' as const, links }] : []),
    ...(more.length > 0
      ? [fold('more', 'citations', [{ label: '', language: 'json', text: json(more) }])]
      : []),
    ...leftover(block, ['text', 'citations']),
  ];
}

const CITATION_SHOWN = ['title', 'url', 'start', 'end', 'origin_tool_name'];

function linkOf(citation: Loose, text: string, numbers: Numbers): Link {
  const url = textOf(citation.url);
  const number = numbers.get(url) ?? numbers.size + 1;
  numbers.set(url, number);
  const start = citation.start_index ?? citation.start;
  const end = citation.end_index ?? citation.end;
  const hasSpan = typeof start === 'number' && typeof end === 'number' && end > start;
  return { number, url, title: textOf(citation.title), quote: hasSpan ? text.slice(start, end) : '' };
}

function thinkingPart(block: Loose): readonly Part[] {
  const summaries = listOf(block.summaries)
    .map((one) => textOf(one.summary))
    .filter((one) => one !== '');
  const thinking = textOf(block.thinking);
  const pieces: Piece[] = [
    ...summaries.slice(0, -1).map((text) => ({ label: '', language: '', text })),
    ...(thinking === '' ? [] : [{ label: '', language: '', text: thinking }]),
    ...(block.cut_off === true ? [{ label: 'Cut off', language: '', text: '' }] : []),
  ];
  const isEmpty = pieces.length === 0 && summaries.length === 0;
  const more = leftover(block, ['thinking', 'summaries']);
  return isEmpty ? more : [fold('thinking', summaries.at(-1) ?? '', pieces), ...more];
}

/** A block nobody has seen yet is shown as it came. */
const unknownPart = (type: string, block: unknown): Part =>
  fold('unknown', type, [{ label: '', language: 'json', text: json(block) }]);

export function leftover(value: Loose, shown: readonly string[]): readonly Part[] {
  const more = remaining(value, shown);
  return more ? [fold('more', '', [{ label: '', language: 'json', text: json(more) }])] : [];
}

export const fold = (what: FoldKind, name: string, pieces: readonly Piece[]): Part => ({
  kind: 'fold',
  what,
  name,
  pieces,
});
