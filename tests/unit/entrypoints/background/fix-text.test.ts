import 'fake-indexeddb/auto';
import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { fixText } from '@/entrypoints/background/fix-text';
import type { Hub } from '@/entrypoints/background/hub';
import { keep } from '@/utils/drafts/shelf';
import { openFailures } from '@/utils/failures/database';
import { failuresOf } from '@/utils/failures/failures';
import { createFailureStore } from '@/utils/failures/store';
import { newPlaybook, type Playbook } from '@/utils/fixes/playbook';
import { SignalSchema } from '@/utils/signals/registry';
import type { Signal } from '@/utils/signals/types';
import { drafts } from '@/utils/storage/items';
import { a, CHAT, failedTry, ORG } from '../../utils/signals/given';
import { assessed, draft, TAB } from './given';

vi.mock('@/utils/browser/runtime', () => ({ extensionVersion: () => '0.1.0' }));

beforeEach(() => fakeBrowser.reset());

const START = Date.UTC(2026, 10, 12, 9);
const NOW = START + 5 * 60_000;
const ANOTHER = '01990a4e-7c21-7d3a-9f10-52b6c0d1e2aa';

/** What the tab and the page may tell by mistake or on purpose. None of it may stand in a report. */
const SECRETS = [
  ...[CHAT, ORG, ANOTHER, CHAT.slice(0, 18)],
  'How tall is it?',
  'My biopsy',
  'anna@example.org',
  'sk-ant-sid01-Zm9yZ2Vk',
  'sessionKey=abc123def456',
  'Dear Anna',
  'divorce',
] as const;

const EXACT =
  'Due to unexpected capacity constraints, Claude is unable to respond to your message. Please try again soon.';

const said = (at: number, words: string): Signal => a('banner', at, { said: words });

const signals: Signal[] = [
  a('page-loaded', START),
  a('page-context', START + 1, { path: `/chat/${CHAT}?q=My biopsy` }),
  ...failedTry('lx-1', START + 60_000, {
    requestId: 'req_011CTexample42',
    ray: '9f1a2b3c4d5e6f70-AMS',
    errorType: 'overloaded_error',
    errorCode: 'sk-ant-sid01-Zm9yZ2Vk',
  }),
  ...failedTry(ANOTHER, START + 90_000, {
    conversationId: ANOTHER,
    requestId: ORG,
    errorType: 'anna@example.org is not allowed',
    ray: 'sessionKey=abc123def456',
  }),
  said(START + 61_000, EXACT),
  said(START + 62_000, 'Renamed to “Dear Anna”'),
  said(START + 63_000, "This response didn't load.\nIn: My divorce"),
  // As they come in: through the door that everything a tab tells goes through.
].map((signal) => SignalSchema.parse(signal));

const book: Playbook = {
  ...newPlaybook('degraded', START),
  run: ANOTHER,
  tried: [
    {
      fix: 'wait-and-retry',
      verdict: 'degraded',
      at: NOW - 90_000,
      outcome: 'no-use',
      problem: 'still_failing',
    },
    { fix: 'reload-tab', verdict: 'degraded', at: NOW - 30_000, outcome: 'no-use', problem: null },
  ],
};

const parts = (storedChat: string | null = null) => ({
  hub: {
    refresh: async () => assessed(signals, NOW, { drafts: { typed: null, sent: draft('sent') }, book }),
  } as unknown as Hub,
  records: { get: async () => ({ signals, dismissed: null, composerIsEmpty: null }) },
  playbooks: { of: async () => book },
  backup: { storedChat: async () => storedChat },
  now: () => NOW,
});

async function kept(text = 'How tall is it?'): Promise<void> {
  await drafts.set(
    keep({}, { tabId: TAB, conversationId: CHAT }, { ...draft('sent', text), updatedAt: NOW }),
  );
}

test('a report tells what support asks for, and nothing of anybody', async () => {
  await kept();
  const database = await openFailures();
  await createFailureStore(database).write(failuresOf(signals, TAB, START + 120_000), NOW);
  database.close();
  const { text, name } = await fixText(parts(), TAB, 'report');
  for (const known of [
    EXACT,
    "This response didn't load.",
    'req_011CTexample42',
    '9f1a2b3c4d5e6f70-AMS',
    'overloaded_error',
    '2026-11-12 09:01:00',
    'status 529',
    'wait-and-retry',
    'result no-use',
    'reload-tab',
    'c41f9e07',
  ])
    expect(text).toContain(known);
  for (const secret of SECRETS) expect(text, secret).not.toContain(secret);
  // No id of anything: an id of a request or a Ray ID is none of these.
  expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/i);
  expect(name).toBe('lifeline-report-2026-11-12.md');
  // The same failure stands in the log and in the tab.
  expect(text?.match(/req_011CTexample42/g)).toHaveLength(1);
});

test('a log that can not be opened costs the older failures only', async () => {
  const open = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('no', 'InvalidStateError');
  });
  const { text } = await fixText(parts(), TAB, 'report');
  open.mockRestore();
  expect(text).toContain('req_011CTexample42');
});

const chat = {
  uuid: CHAT,
  name: 'Towers / and spires',
  current_leaf_message_uuid: 'm-2',
  chat_messages: [
    {
      uuid: 'm-1',
      sender: 'human',
      parent_message_uuid: null,
      index: 0,
      content: [{ type: 'text', text: 'Hello' }],
    },
    {
      uuid: 'm-2',
      sender: 'assistant',
      parent_message_uuid: 'm-1',
      index: 1,
      content: [{ type: 'text', text: 'Hi!' }],
    },
  ],
};

test('the chat goes along with the prompt that has no answer', async () => {
  await kept();
  const { text, name } = await fixText(parts(JSON.stringify(chat)), TAB, 'chat');
  expect(text).toMatch(/Hello(.|\n)*Hi!(.|\n)*How tall is it\?\n$/);
  expect(name).toBe('towers-and-spires.md');
});

test('a prompt that stands in the chat already goes along once', async () => {
  await kept('Hello');
  const asked = { ...chat, current_leaf_message_uuid: 'm-1', chat_messages: chat.chat_messages.slice(0, 1) };
  const { text } = await fixText(parts(JSON.stringify(asked)), TAB, 'chat');
  expect(text?.match(/Hello/g)).toHaveLength(1);
});

test.each([null, '{"half'])('no copy that can be read: nothing', async (stored) => {
  expect(await fixText(parts(stored), TAB, 'chat')).toEqual({ text: null, name: null });
});

test('the prompt, to the character', async () => {
  await kept('שלום  two\n\n👩‍🚀');
  expect(await fixText(parts(), TAB, 'prompt')).toEqual({ text: 'שלום  two\n\n👩‍🚀', name: null });
});

test('a private window is told nothing of what was written in the others', async () => {
  await kept();
  vi.spyOn(fakeBrowser.tabs, 'get').mockResolvedValueOnce({ incognito: true } as never);
  expect((await fixText(parts(), TAB, 'prompt')).text).toBeNull();
});
