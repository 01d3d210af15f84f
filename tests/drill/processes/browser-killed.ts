import { join } from 'node:path';
import { killRun } from '../../browsers/kill-run.ts';
import type { Drill, DrillWorld } from '../types.ts';

/** More kills ask for a longer account: each life keeps some chats. */
const planOf = (isQuick: boolean) => (isQuick ? { chats: 100, kills: 2 } : { chats: 400, kills: 10 });
/** Chats that were on their way when it died. */
const AT_ONCE = 3;

async function run(world: DrillWorld): Promise<void> {
  const { name, stage, random, extensionPath, folder, tally, launch } = world;
  const { chats, kills } = planOf(world.isQuick);
  stage.reset({ generated: { chats, messages: 4 }, latencyMs: 90 });
  const profile = join(folder, 'profile');
  const report = await killRun({
    ...{ name, extensionPath, stage, profile, chats, kills, launch },
    longestMs: 700,
    chance: random.next,
  });
  tally.did(report.kills);
  for (let lost = 0; lost < report.lost + report.damaged; lost += 1)
    tally.missed('snapshots', `${report.lost} lost, ${report.damaged} damaged`);
  if (report.kept < chats) tally.missed('unfinished', `${report.kept} of ${chats} chats in the end`);
  const again = Math.max(0, ...report.refetched);
  if (again > AT_ONCE) tally.missed('unfinished', `${again} chats were asked for again`);
}

/** By SIGKILL, while a full backup runs, until it has come to its end. */
export const BROWSER_KILLED: Drill = {
  name: 'browser-killed-backup',
  what: 'the browser killed at random moments of one full backup',
  run,
};
