import type { BrowserName } from '../browsers/types.ts';
import type { Stage } from '../stage/types.ts';
import { benchBackup, benchMany, benchPolite, benchSearch } from './backup.ts';
import { type Figure, tell } from './bar-table.ts';
import { benchKills } from './kills.ts';
import { benchRescue } from './rescue.ts';

export const BACKUP_PARTS = ['backup', 'polite', 'many', 'search', 'kills', 'rescue'] as const;
export type BackupPart = (typeof BACKUP_PARTS)[number];

type Bench = (name: BrowserName, extensionPath: string, stage: Stage) => Promise<Figure[]>;
const BENCHES: Record<BackupPart, readonly [title: string, bench: Bench]> = {
  backup: ['A backup of 1,000 chats, a minute or two', benchBackup],
  polite: ['The same with the peer’s pauses, some minutes', benchPolite],
  many: ['A backup of 4,000 chats, some minutes', benchMany],
  search: ['A search in 10,000 chats, which have to be had first, some minutes', benchSearch],
  kills: ['A backup whose browser is killed fifty times, some minutes', benchKills],
  rescue: ['Chats saved while only 503s come', benchRescue],
};

/** Each in a browser of its own. */
export async function benchBackups(
  name: BrowserName,
  extensionPath: string,
  stage: Stage,
  wants: (part: BackupPart) => boolean,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const part of BACKUP_PARTS) {
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
