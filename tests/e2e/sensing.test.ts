import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import type { AnswerFault, StreamFault } from '../stage/fault-kinds.ts';
import { SEEDED } from '../stage/seed.ts';
import type { StageConfig } from '../stage/types.ts';
import { COMPOSER, expectQuietConsole, pause, startWorld, type Tab, type World } from './kit.ts';
import { OTHER_LANGUAGES, SIGNATURES, say } from './words.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

const CHAT = `/chat/${SEEDED.short}`;
const OUTAGES = ['down', 'degraded', 'model', 'frozen', 'page', 'unclear'];
const REDDISH = ['down', 'degraded', 'model'];

const badge = async (tab: Tab): Promise<string> => world.browser.badgeText(await tab.id());

/** The page is at rest: the send has been answered, for good or ill. */
const settled = (tab: Tab, sends = 1): Promise<unknown> =>
  waitFor(
    async () =>
      world.stage.sends().length === sends &&
      world.stage.sends().every(({ end }) => end !== 'open') &&
      (await tab.page.evaluate(() => !document.querySelector('[data-testid="chat-input-stop"]'))),
    { timeoutMs: 15_000, message: `the page at rest after ${sends} sends` },
  );

describe('an error of the server, whatever it comes in', () => {
  it.each([
    ['legacy', 'html-520', '520'],
    ['legacy', 'html-524', '524'],
    ['legacy', 'html-526', '526'],
    ['merged', 'html-502', '502'],
  ] as const)('%s: %s', async (protocol, kind, code) => {
    const tab = await world.open(CHAT, { protocol });
    world.stage.fail({ on: 'send', kind });
    await tab.send('What is a heron?');
    expect(await tab.prompt('degraded')).toContain("It's not you");
    const popup = await tab.popup();
    await popup.shows('degraded');
    expect(await popup.text()).toContain(code);
  });

  const inside: readonly (readonly [string, Partial<StageConfig>, Omit<StreamFault, 'on'>])[] = [
    ['an SSE error', {}, { kind: 'inline-error' }],
    ['an SSE error without event names', { sseNames: false }, { kind: 'inline-error', httpStatus: 500 }],
    ['a stop reason', {}, { kind: 'stop-reason-error' }],
    ['a StreamError', { protocol: 'merged' }, { kind: 'inline-error', httpStatus: 500 }],
    ['a compressed StreamError', { protocol: 'merged', gzipFrames: true }, { kind: 'inline-error' }],
    ['a failed turn', { protocol: 'merged' }, { kind: 'error-stop-details', httpStatus: 500 }],
    ['a compressed failed turn', { protocol: 'merged', gzipFrames: true }, { kind: 'error-stop-details' }],
  ];
  it.each(inside)('inside a 200: %s', async (_, config, fault) => {
    // Without the page's own banner, only what came over the wire can tell.
    const tab = await world.open(CHAT, { ...config, banner: false });
    world.stage.fail({ on: 'stream', ...fault } as StreamFault);
    await tab.send('And an egret?');
    await tab.prompt('degraded');
  });

  it('500 after 15 s, as it is usual: quiet before, told after', async () => {
    const tab = await world.open(CHAT);
    world.stage.fail({ on: 'send', kind: 'json-500', ms: 15_000 });
    await tab.send('Take your time');
    await pause(13_000);
    expect(await tab.noPrompt()).toBe(true);
    await tab.prompt('degraded', 10_000);
  });
});

describe('what is no outage', () => {
  it.each(['legacy', 'merged'] as const)('a limit says when it ends (%s)', async (protocol) => {
    // Full hours look alike in every zone; seven and a half past do not.
    const resetsAt = Math.floor(Date.now() / 3_600_000) * 3600 + 2 * 3600 + 37 * 60;
    const tab = await world.open(CHAT, { protocol });
    if (protocol === 'legacy') world.stage.fail({ on: 'send', kind: 'limit', resetsAt });
    else world.stage.fail({ on: 'stream', kind: 'error-stop-details', httpStatus: 429, resetsAt });
    await tab.send('One more');
    await tab.prompt('limit');
    const popup = await tab.popup();
    await popup.shows('limit');
    expect(await popup.text()).toMatch(/\b\d{1,2}[:.]37\b/);
  });

  const refusals: readonly (readonly [string, StageConfig['protocol'], AnswerFault | StreamFault])[] = [
    ['a billing error', 'legacy', { on: 'send', kind: 'billing' }],
    ['used-up credits', 'merged', { on: 'stream', kind: 'error-stop-details', errorClass: 13 }],
    ['a refusal', 'legacy', { on: 'stream', kind: 'stops', stopReason: 'refusal' }],
    ['a refusal', 'merged', { on: 'stream', kind: 'stops', stopReason: 'refusal' }],
    ['a refusal for safety', 'legacy', { on: 'stream', kind: 'stops', stopReason: 'cyber_refusal' }],
    ['blocked content', 'merged', { on: 'stream', kind: 'error-stop-details', errorClass: 11 }],
    ['a limit reached with this reply', 'legacy', { on: 'stream', kind: 'limit-in-stream' }],
    ['a limit reached with this reply', 'merged', { on: 'stream', kind: 'limit-in-stream' }],
    [
      'a message cut at its greatest length',
      'legacy',
      { on: 'stream', kind: 'stops', stopReason: 'max_tokens' },
    ],
  ];
  it.each(refusals)('%s (%s)', async (_, protocol, fault) => {
    const tab = await world.open(CHAT, { protocol });
    world.stage.fail(fault);
    await tab.send('Please do it');
    await settled(tab);
    await pause(1_500);
    const popup = await tab.popup();
    await pause(500);
    expect(OUTAGES).not.toContain(await popup.verdict());
    expect(await popup.text('h1')).not.toMatch(/down|failing/);
  });

  it.each([
    ['legacy', 'masked-401'],
    ['legacy', 'masked-403'],
    ['merged', 'masked-401'],
  ] as const)('a session that ended behind 500s (%s, %s)', async (protocol, kind) => {
    const tab = await world.open(CHAT, { protocol });
    await tab.page.waitForSelector(COMPOSER);
    world.stage.fail({ on: 'api', kind });
    await tab.send('Am I still here?');
    const popup = await tab.popup();
    await popup.shows('signed-out');
    expect(await popup.attributes('[data-hop="session"]', 'data-state')).toEqual(['bad']);
    expect(await popup.attributes('[data-hop="claude"]', 'data-state')).not.toEqual(['bad']);
  });

  it.each(['not-tls', 'reset'] as const)('no page at all (%s) is blamed on nobody', async (network) => {
    const tab = await world.open('/new');
    const popup = await tab.popup();
    world.stage.set({ network });
    await tab.page.reload().catch(() => undefined); // the browser shows its own error page
    await waitFor(async () => ['unclear', 'network'].includes((await popup.verdict()) ?? ''), {
      timeoutMs: 15_000,
      message: 'unclear or network',
    });
  });

  it.each(['portal', 'html-200'] as const)('a hotel network’s page (%s) is not Claude', async (kind) => {
    const tab = await world.open('/new');
    world.stage.fail({ on: 'document', kind });
    await tab.page.reload();
    await pause(2_000);
    const popup = await tab.popup();
    await pause(500);
    expect(REDDISH).not.toContain(await popup.verdict());
  });

  it.each(['legacy', 'merged'] as const)('noise that nobody waits for (%s)', async (protocol) => {
    const tab = await world.open(CHAT, { protocol, telemetryMs: 300 });
    world.stage.fail({ on: 'telemetry', kind: 'destroy' });
    world.stage.fail({ on: 'wiggle', kind: 'html-502' });
    world.stage.fail({ on: 'completion-status', kind: 'json-500' });
    await tab.send('Hello');
    await tab.answered();
    await pause(1_500);
    expect(await tab.noPrompt()).toBe(true);
    expect(await badge(tab)).toBe('');
  });
});

describe('the page’s words', () => {
  it.each(SIGNATURES.map((text, at) => [text, at % 2 === 0 ? 'banner' : 'toast'] as const))(
    '“%s” in a %s is told',
    async (text, place) => {
      const tab = await world.open(CHAT);
      await tab.page.waitForSelector('[data-testid="assistant-message"]');
      await say(tab.page, { place, text, role: 'alert', color: 'danger' });
      await waitFor(async () => !(await tab.noPrompt()), { message: `a prompt for “${text}”` });
    },
  );

  it('the same words in a chat are an answer', async () => {
    const tab = await world.open(CHAT, { replyText: SIGNATURES.map((one) => `> ${one}`).join('\n\n') });
    await tab.send(`Explain these: ${SIGNATURES.join('; ')}`);
    await tab.answered();
    await pause(2_500);
    expect(await tab.noPrompt()).toBe(true);
    expect(await badge(tab)).toBe('');
  });

  it('what it says in other languages about other things is no alarm', async () => {
    const tab = await world.open(CHAT, { language: 'de-DE', say: [...OTHER_LANGUAGES] });
    await tab.page.waitForSelector('[role="status"]');
    await pause(2_500);
    expect(await tab.noPrompt()).toBe(true);
    expect(await badge(tab)).toBe('');
  });
});
