import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { SEEDED } from '../stage/seed.ts';
import { expectQuietConsole, startWorld, type Tab, type World } from './kit.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

async function verdictOf(tab: Tab): Promise<string | null> {
  const popup = await tab.popup();
  await popup.page.waitForSelector('main[data-verdict]');
  await new Promise((resolve) => setTimeout(resolve, 2_500)); // what was kept has been painted; now it is asked for
  const verdict = await popup.verdict();
  await popup.page.close();
  return verdict;
}

it('who has taken the access to claude.ai back isn’t told that Claude works, from what was seen before', async () => {
  const tab = await world.open(`/chat/${SEEDED.short}`);
  await tab.send('Are you there?');
  await tab.page.waitForFunction(() => document.body.textContent?.includes('Are you there?'));
  const popup = await tab.popup();
  await popup.page.waitForSelector('main[data-verdict="ok"]', { timeout: 10_000 });
  await popup.page.close();
  await world.browser.setHostAccess(false);
  await tab.page.reload();
  world.stage.fail({ on: 'api', kind: 'json-503' });
  expect(await verdictOf(tab)).not.toBe('ok');
  world.stage.clear();
  await world.browser.setHostAccess(true);
  await tab.page.reload();
  await tab.page.waitForSelector('[data-testid="assistant-message"]');
  expect(await verdictOf(tab)).toBe('ok');
});
