import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { soak } from '../../eval/soak/soak.ts';
import type { Drill, DrillWorld } from '../types.ts';

const HOURS = 24;
const QUICK_HOURS = 6;
const SEEDS = 1_000_000;

/** The script that ships, in a browser of memory: no real one can have its clock run a thousand times as fast, alarms and all. */
export const SOAK: Drill = {
  name: 'soak',
  where: `Node ${process.versions.node.split('.')[0]}, fake clock`,
  what: 'in no real browser: the background’s script of this build lives through 24 hours of a heavy user on a virtual clock: messages on both protocols, each kind of incident, offline, asleep, the clock set and DST, killed about 200 times',
  run: async ({ extensionPath, random, isQuick, tally }: DrillWorld): Promise<void> => {
    const code = await readFile(join(extensionPath, 'background.js'), 'utf8');
    const hours = isQuick ? QUICK_HOURS : HOURS;
    const { messages, lines, missed } = await soak({ code, hours, seed: random.whole(1, SEEDS) });
    tally.did(messages);
    for (const line of lines) console.log(`  ${line}`);
    for (const { bar, what } of missed) tally.missed(bar, what);
  },
};
