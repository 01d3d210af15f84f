import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import { pressFix } from './fixing.ts';
import { expectQuietConsole, type Popup, pause, startWorld, type World } from './kit.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

const CHAT = `/chat/${SEEDED.short}`;
const PRIVATE = 'My biopsy was on Tuesday, says Anna';
const REPORT = 'section.text';

/** The last fix that was tried didn't help. */
async function triedInVain(popup: Popup): Promise<void> {
  await pressFix(popup, 'reload-tab');
  await popup.click('[data-action="not-helped"]');
}

/** Nothing of this may stand in a report: it was seeded into the account, the browser and the chat. */
function secrets(): string[] {
  const { uuid, email, chatOrg, apiOrg, sessionKey } = world.stage.account;
  const keys = world.stage.sends().flatMap(({ send }) => send?.key ?? []);
  return [
    ...[uuid, email, chatOrg, apiOrg, sessionKey, SEEDED.short, ...keys],
    ...['biopsy', 'Anna', 'Short chat', 'How can I help you today'],
    ...['sessionKey', 'lastActiveOrg', 'cookie', 'aaaaaaaa-0000'],
  ];
}

it('a report is offered when a fix was in vain and the status is green; all of it is seen first, and it tells nothing of anybody', async () => {
  const tab = await world.open(CHAT);
  world.stage.fail({ on: 'send', kind: 'json-529' });
  await tab.send(PRIVATE);
  await tab.prompt('degraded');
  const popup = await tab.popup();
  await popup.page.waitForSelector('[data-source="claude-status-page"][data-state="ok"]');
  const isOffered = async () =>
    (await popup.attributes('[data-fix="contact-support"]', 'data-fix')).length > 0;
  expect(await isOffered()).toBe(false);
  await triedInVain(popup);
  await waitFor(isOffered, { timeoutMs: 10_000, message: 'the report to be offered' });
  await pressFix(popup, 'contact-support');
  await popup.page.waitForSelector(REPORT);
  const report = await popup.text(REPORT);
  for (const known of [
    '# Report on claude.ai',
    'Due to unexpected capacity constraints, Claude is unable to respond to your message. Please try again soon.',
    'status 529',
    'overloaded_error',
    'reload-tab · result no-use',
    'claude-status-page: state ok',
    'claude.ai build',
  ])
    expect(report).toContain(known);
  expect(report).toMatch(/request req_\w+/);
  expect(report).toMatch(/Lifeline \d+\.\d+\.\d+ · browser (Chrome|Chromium|Firefox) \d+/);
  expect(report).toMatch(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/);
  for (const secret of secrets()) expect(report.toLowerCase(), secret).not.toContain(secret.toLowerCase());
  expect(report).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/i);
  // It goes nowhere by itself.
  expect(world.stage.log.filter(({ host }) => host === 'support.claude.com')).toEqual([]);
  expect(world.stage.unknownHosts).toEqual([]);
  await popup.click('[data-action="copy-report"], [data-action="copy"]');
  await pause(500);
  expect(await popup.attributes(`[data-action="copy"]`, 'data-action')).toEqual([]);
});

it('what is known to be an outage needs no report', async () => {
  // A browser that has never read another word of the official page.
  const other = await startWorld();
  try {
    const tab = await other.open(CHAT, { status: 'partial' });
    other.stage.fail({ on: 'send', kind: 'json-529' });
    await tab.send(PRIVATE);
    await tab.prompt('degraded');
    const popup = await tab.popup();
    await popup.page.waitForSelector('[data-source="claude-status-page"][data-state="trouble"]');
    await triedInVain(popup);
    await pause(1_500);
    expect(await popup.attributes('[data-fix="reload-tab"] .tried', 'class')).toHaveLength(1);
    expect(await popup.attributes('[data-fix="contact-support"]', 'data-fix')).toEqual([]);
    expectQuietConsole(other);
  } finally {
    await other.close();
  }
});
