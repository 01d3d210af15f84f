import type { BrowserName } from '../browsers/types.ts';
import type { Stage } from '../stage/types.ts';
import { benchBackup, benchMany, benchPolite, benchSearch } from './backup.ts';
import { type Figure, tell } from './bar-table.ts';
import { benchColdStart } from './cold-start.ts';
import { benchIdle, idleMinutes } from './idle.ts';
import { benchKills } from './kills.ts';
import { benchRescue } from './rescue.ts';

export const FIGURE_PARTS = [
  'cold-start',
  'idle',
  'backup',
  'polite',
  'many',
  'search',
  'kills',
  'rescue',
] as const;
export type FigurePart = (typeof FIGURE_PARTS)[number];

type Bench = (name: BrowserName, extensionPath: string, stage: Stage) => Promise<Figure[]>;
const BENCHES: Record<FigurePart, readonly [title: string, bench: Bench]> = {
  'cold-start': ['A background that is woken', benchColdStart],
  idle: [`No tab of claude.ai at all, ${idleMinutes()} minutes`, benchIdle],
  backup: ['A backup of 1,000 chats, a minute or two', benchBackup],
  polite: ['The same with the peer’s pauses, some minutes', benchPolite],
  many: ['A backup of 4,000 chats, some minutes', benchMany],
  search: ['A search in 10,000 chats, which have to be had first, some minutes', benchSearch],
  kills: ['A backup whose browser is killed fifty times, some minutes', benchKills],
  rescue: ['Chats saved while only 503s come', benchRescue],
};

/** Each in a browser of its own. */
export async function benchFigures(
  name: BrowserName,
  extensionPath: string,
  stage: Stage,
  wants: (part: FigurePart) => boolean,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const part of FIGURE_PARTS) {
    if (!wants(part)) continue;
    const [title, bench] = BENCHES[part];
    console.log(`${title} …`);
    // What it has told on its way is not told again.
    const tellsItself = part === 'backup';
    const run = () => bench(name, extensionPath, stage);
    figures.push(...(tellsItself ? await run() : await tell(run)));
  }
  return figures;
}
