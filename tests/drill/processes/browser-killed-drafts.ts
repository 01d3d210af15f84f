import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { waitFor } from '../../browsers/poll.ts';
import { COMPOSER, tabOf } from '../../e2e/kit.ts';
import { SEEDED } from '../../stage/seed.ts';
import { checkDraft } from '../points/checks.ts';
import { goesOn } from '../run.ts';
import type { Drill, DrillWorld } from '../types.ts';

const CHAT = `/chat/${SEEDED.short}`;
/** What is typed is kept within this time; the browser's own writing takes a moment more. */
const KEPT_MS = 800;
const LONGEST_MS = 2_000;

/** One life: text is typed, or was sent in vain, and the browser dies. The next one has it. */
async function die(world: DrillWorld, profile: string, round: number): Promise<void> {
  const { stage, random, tally, launch } = world;
  const text = `Life ${round}: שלום, 👩‍🚀 and two  spaces`;
  const isSent = random.chance(0.5);
  stage.reset({ retryMode: 'off', telemetryMs: 60_000 });
  if (isSent) stage.fail({ on: 'send', kind: 'json-503' });
  const first = await launch({ userDataDir: profile });
  const tab = tabOf(first, await first.newPage(`https://claude.ai${CHAT}`));
  await tab.page.waitForSelector('[data-testid="assistant-message"]');
  await (isSent ? tab.send(text) : tab.type(text));
  await pause(KEPT_MS + random.next() * LONGEST_MS);
  await first.kill();
  tally.did();
  const second = await launch({ userDataDir: profile });
  const again = tabOf(second, await second.newPage(`https://claude.ai${CHAT}`));
  await again.page.waitForSelector(COMPOSER);
  if (!isSent)
    await waitFor(async () => (await again.composerText()) === text, {
      timeoutMs: 15_000,
      message: 'the draft',
    }).catch((error: Error) => tally.missed('unfinished', `life ${round}: ${error.message}`));
  const place = { browser: second, stage, tally };
  await checkDraft(place, again, text, `life ${round}, ${isSent ? 'sent in vain' : 'typed'}`);
  await second.close();
}

export const BROWSER_KILLED_DRAFTS: Drill = {
  name: 'browser-killed-drafts',
  what: 'the browser killed at random moments after a draft was typed, or a message had failed',
  takesTime: true,
  run: async (world) => {
    for (let round = 0; goesOn(world, round, 6); round += 1)
      await die(world, join(world.folder, `profile-${round}`), round);
  },
};
