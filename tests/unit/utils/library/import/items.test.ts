import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ItemLimits, type JsonItem, jsonItems } from '@/utils/library/import/items';

const LIMITS: ItemLimits = { maxBytes: 1000, maxDepth: 20, maxBrackets: 100 };

async function* inPieces(bytes: Uint8Array<ArrayBuffer>, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

async function itemsOf(text: string, size = 7, limits = LIMITS): Promise<readonly JsonItem[]> {
  const items: JsonItem[] = [];
  for await (const item of jsonItems(inPieces(new TextEncoder().encode(text), size), limits))
    items.push(item);
  return items;
}
const textOf = ({ bytes }: JsonItem): string => new TextDecoder().decode(bytes);
const short = (item: JsonItem): string => `${item.number} ${item.trouble ?? textOf(item)}`;

test.each<[string, string[]]>([
  ['[{"a":"]"},[1,[2]] , "x,\\"]",7,null]', ['1 {"a":"]"}', '2 [1,[2]]', '3 "x,\\"]"', '4 7', '5 null']],
  ['\ufeff [ {"a":1}\n]  ', ['1 {"a":1}']],
  ['   {"a":[1,2]} ', ['null    {"a":[1,2]} ']],
  ['[]', []],
  ['["\\\\"]', ['1 "\\\\"']],
  ['[{"a":1},{"b":', ['1 {"a":1}', 'null cut-short']],
  ['[{"a":"\\', ['null cut-short']],
  ['{"a":', ['null cut-short']],
  ['[1] [2]', ['1 1']],
  ['[}]', ['1 }']],
])('%s', async (text, expected) => {
  for (const size of [1, 2, 3, 100]) {
    const items = await itemsOf(text, size);
    expect(items.map(short)).toEqual(expected);
  }
});

test.each(['', '   ', '<html>', 'PK', '"text"', '7'])('%j is no JSON of ours', async (text) => {
  await expect(itemsOf(text)).rejects.toMatchObject({ trouble: 'not-json' });
});

describe('what is too much is left out, and the next one read', () => {
  test.each([
    ['too-large', `"${'x'.repeat(1001)}"`],
    ['too-large', `[${'[],'.repeat(100)}1]`],
    ['too-deep', `${'['.repeat(21)}${']'.repeat(21)}`],
  ])('%s', async (trouble, item) => {
    const found = await itemsOf(`[${item},{"a":1}]`);
    expect(found.map(short)).toEqual([`1 ${trouble}`, '2 {"a":1}']);
    expect(found[0]?.bytes.byteLength).toBe(0);
  });
});

test('any list comes apart into its items, however it is cut into pieces', async () => {
  const spaces = fc.constantFrom('', ' ', '\n\t', '\r\n');
  const item = fc.jsonValue({ maxDepth: 5 }).map((value) => JSON.stringify(value));
  await fc.assert(
    fc.asyncProperty(
      fc.array(item, { maxLength: 6 }),
      spaces,
      fc.integer({ min: 1, max: 40 }),
      async (list, gap, size) => {
        const text = `${gap}[${gap}${list.join(`${gap},${gap}`)}${gap}]${gap}`;
        const found = await itemsOf(text, size, { maxBytes: 1e6, maxDepth: 100, maxBrackets: 1e6 });
        expect(found.map((one) => textOf(one).trim())).toEqual(list);
      },
    ),
  );
});

test('any text that begins like JSON ends without an error', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('[', '{'),
      fc.string({ unit: fc.constantFrom('[', ']', '{', '}', '"', '\\', ',', '1') }),
      async (start, rest) => {
        const items = await itemsOf(start + rest, 3);
        expect(items.length).toBeLessThanOrEqual(rest.length + 1);
      },
    ),
  );
});
