import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { killRun } from '../browsers/kill-run.ts';
import { randomFrom } from '../eval/random.ts';
import { startStage } from '../stage/stage.ts';
import type { Stage } from '../stage/types.ts';
import { BROWSER, BUILT } from './kit.ts';

const CHATS = 150;
/** `npm run bench` does it fifty times. */
const KILLS = 3;
const AT_ONCE = 3;

let stage: Stage;
let profile: string;
beforeAll(async () => {
  stage = await startStage();
  profile = await mkdtemp(join(tmpdir(), 'lifeline-kill-'));
});
afterAll(async () => {
  await stage.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
});

it('a backup whose browser is killed goes on where it was, loses nothing, and asks for next to nothing again', async () => {
  stage.reset({ generated: { chats: CHATS, messages: 4 }, latencyMs: 90 });
  const seed = Date.now();
  const report = await killRun({
    name: BROWSER,
    extensionPath: BUILT,
    stage,
    profile,
    chats: CHATS,
    kills: KILLS,
    longestMs: 700,
    chance: randomFrom(seed).next,
  });
  expect(report, `seed ${seed}`).toMatchObject({ kills: KILLS, lost: 0, damaged: 0, kept: CHATS });
  expect(Math.max(...report.refetched), `seed ${seed}`).toBeLessThanOrEqual(AT_ONCE);
});
