import { beforeAll, describe, expect, test } from 'vitest';
import { type Bar, saveSection } from './section.ts';
import { bundledBackground } from './soak/bundle.ts';
import { type SoakResult, soak } from './soak/soak.ts';

/** The whole day is a drill: `npm run drill -- --only soak`. */
const HOURS = 2;
const SEED = 20_261_121;
const BARS = ['drafts', 'snapshots', 'duplicates', 'errors', 'greens', 'unfinished'] as const;

let code = '';
let result: SoakResult;

beforeAll(async () => {
  code = await bundledBackground();
  result = await soak({ code, hours: HOURS, seed: SEED });
  const bars = BARS.map((name): Bar => {
    const value = result.missed.filter(({ bar }) => bar === name).length;
    return { name: `${name} missed`, value, at: 'most', bar: 0 };
  });
  saveSection('soak', { title: `Soak: ${HOURS} hours of the background`, lines: result.lines, bars });
}, 120_000);

test('nothing is lost, doubled, called well while it fails, or asked too often', () => {
  expect(result.missed).toEqual([]);
});

describe('the figures are of something', () => {
  const figure = (name: string): number =>
    Number(
      result.lines
        .find((line) => line.startsWith(`${name}: `))
        ?.slice(name.length + 2)
        .match(/^\d+/)?.[0] ?? 0,
    );

  test.each([
    ['messages', 20],
    ['messages that failed', 4],
    ['failures looked at', 4],
    ['successes looked at', 2],
    ['tabs', 4],
    ['lives of the background', 15],
  ])('%s', (name, least) => {
    expect(figure(name)).toBeGreaterThanOrEqual(least);
  });
});

/** The code, the code instead, and the bar that it misses. */
const BROKEN = [
  ['drafts', '"save-draft": async (', '"save-draft": async () => ({}), "unused": async ('],
  ['snapshots', '.put(bytes, snapshot.hash)', '.put(bytes, "elsewhere")'],
  ['duplicates', 'await notify(BACK,', 'for (const time of [1, 2, 3, 4]) await notify(BACK,'],
  [
    'errors',
    '"keep-half-answer": async (',
    '"keep-half-answer": async () => void console.error("half"), "unused": async (',
  ],
  [
    'greens',
    'return hub.viewOf(tab, opened === true);',
    'return hub.viewOf(tab, false).then((view) => ({ ...view, verdict: { ...view.verdict, id: "ok" } }));',
  ],
  ['unfinished', 'if ((await all()).delete(tabId)) await save();', ''],
] as const;

test.each(BROKEN)('%s: a background that is broken is found out', async (name, from, to) => {
  expect(code).toContain(from);
  const { missed } = await soak({ code: code.replaceAll(from, to), hours: HOURS, seed: SEED, stopAt: name });
  expect(missed.map(({ bar }) => bar)).toContain(name);
});

test('the same seed is the same day', async () => {
  const [one, two] = [await soak({ code, hours: 0.3, seed: 3 }), await soak({ code, hours: 0.3, seed: 3 })];
  // How many maps the collector has left is its own affair.
  const told = ({ lines }: typeof one) => lines.filter((line) => !line.startsWith('largest of'));
  expect(told(one)).toEqual(told(two));
  expect(told(one)).toHaveLength(one.lines.length - 1);
});
