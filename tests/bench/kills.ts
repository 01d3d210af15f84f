import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killRun } from '../browsers/kill-run.ts';
import type { BrowserName } from '../browsers/types.ts';
import { randomFrom } from '../eval/random.ts';
import type { Stage } from '../stage/types.ts';
import { type Figure, figure } from './bar-table.ts';

const CHATS = 1_000;
const KILLS = 50;
const LONGEST_MS = 400;
const AT_ONCE = 3;

/** The browser dies at fifty random moments of one full backup. */
export async function benchKills(name: BrowserName, extensionPath: string, stage: Stage): Promise<Figure[]> {
  // Slow enough to be alive fifty times before it is over.
  stage.reset({ generated: { chats: CHATS }, latencyMs: 80 });
  const profile = await mkdtemp(join(tmpdir(), 'lifeline-kills-'));
  const chance = randomFrom(Date.now()).next;
  try {
    const plan = { name, extensionPath, stage, profile, chance, longestMs: LONGEST_MS };
    const report = await killRun({ ...plan, chats: CHATS, kills: KILLS });
    const missing = CHATS - report.kept;
    return [
      figure({
        name: `browser killed ${report.kills} times: chats lost`,
        value: report.lost,
        unit: '',
        atMost: 0,
      }),
      figure({
        name: 'chats missing or damaged in the end',
        value: missing + report.damaged,
        unit: '',
        atMost: 0,
      }),
      figure({
        name: 'asked for again after a kill, at most',
        value: Math.max(...report.refetched),
        unit: '',
        atMost: AT_ONCE,
        best: 'all',
      }),
    ];
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}
