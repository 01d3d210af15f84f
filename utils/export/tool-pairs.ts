/**
 * Which result answers which tool call: by id, by `input._tool_call_id`, or by neighbourhood when exactly one call is open.
 * With several open calls and no ids the pairing is lost: results come in the order of completion, and a guess would put
 * one search's hits under the other.
 * Seen: tests/fixtures/conversations/tool-pairs.json (2026-06). When wrong: a result stands under a question it doesn't answer.
 */
import { isLoose, type Loose, textOf } from '@/utils/export/fields';

/** A call with its result, or one of them alone, or any other block. */
export type Pair =
  | { readonly use: Loose; readonly result: Loose | undefined }
  | { readonly use: undefined; readonly result: Loose }
  | { readonly block: unknown };

const isUse = (block: unknown): block is Loose => isLoose(block) && block.type === 'tool_use';
const isResult = (block: unknown): block is Loose => isLoose(block) && block.type === 'tool_result';

const idOfUse = (use: Loose): string =>
  textOf(use.id) || (isLoose(use.input) ? textOf(use.input._tool_call_id) : '');

export function pairTools(blocks: readonly unknown[]): readonly Pair[] {
  const resultOf = matchById(blocks);
  matchNeighbours(blocks, resultOf);
  const paired = new Set(resultOf.values());
  return blocks.flatMap((block): Pair[] => {
    if (isUse(block)) return [{ use: block, result: resultOf.get(block) }];
    if (!isResult(block)) return [{ block }];
    return paired.has(block) ? [] : [{ use: undefined, result: block }];
  });
}

function matchById(blocks: readonly unknown[]): Map<Loose, Loose> {
  const uses = new Map(blocks.filter(isUse).map((use) => [idOfUse(use), use]));
  const matches = new Map<Loose, Loose>();
  for (const result of blocks.filter(isResult)) {
    const id = textOf(result.tool_use_id);
    const use = id === '' ? undefined : uses.get(id);
    if (use && !matches.has(use)) matches.set(use, result);
  }
  return matches;
}

function matchNeighbours(blocks: readonly unknown[], matches: Map<Loose, Loose>): void {
  const taken = new Set(matches.values());
  let open: Loose[] = [];
  for (const block of blocks) {
    if (isUse(block) && !matches.has(block)) open.push(block);
    if (!isResult(block) || taken.has(block)) continue;
    const [use, ...others] = open;
    const isOnlyOne = use !== undefined && others.length === 0 && textOf(block.tool_use_id) === '';
    if (isOnlyOne) {
      matches.set(use, block);
      open = [];
    }
  }
}
