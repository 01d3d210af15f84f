import { describe, expect, it, vi } from 'vitest';
import { BACKUP, BY_VERDICT } from '@/components/popup/situations';
import { type Input, type MessageName, type Output, protocol } from '@/utils/messaging/protocol';
import { type Caller, callerOf, fromBackground, type Handlers, receive } from '@/utils/messaging/receive';

const view = BY_VERDICT.degraded;
const draft = {
  text: 'Zeile\n😀',
  attachments: ['a.pdf'],
  conversationId: 'c',
  updatedAt: 1,
  state: 'typing',
} as const;

/** One sample per message; a message without one doesn't compile. */
const SAMPLES: { readonly [N in MessageName]: { readonly input: Input<N>; readonly output: Output<N> } } = {
  'observe-tab': { input: {}, output: {} },
  hello: { input: { conversationId: null }, output: { view } },
  'report-signals': {
    input: { signals: [{ kind: 'connectivity', at: 1, online: false }, 'forged'] },
    output: {},
  },
  beat: { input: { more: true }, output: {} },
  'save-draft': { input: { ...draft, attachments: ['a.pdf'], at: 1, conversationId: 'c' }, output: {} },
  'keep-half-answer': { input: { conversationId: 'c', text: 'The first half', at: 1 }, output: {} },
  'get-half-answer': { input: { conversationId: 'c' }, output: { text: 'The first half' } },
  'report-step': { input: { runId: 'r', index: 0, problem: null }, output: {} },
  'dismiss-prompt': { input: {}, output: {} },
  'open-popup-page': { input: {}, output: {} },
  'start-fix': { input: { tabId: 7, fix: 'wait-and-retry' }, output: {} },
  'carry-over-chat': { input: { conversationId: 'c' }, output: {} },
  'cancel-fix': { input: { tabId: null }, output: {} },
  'end-surface-step': { input: { tabId: null, runId: 'r', index: 2, problem: null }, output: {} },
  'tell-playbook': { input: { tabId: 7, said: { helped: true } }, output: {} },
  'get-fix-text': {
    input: { tabId: 7, what: 'report' },
    output: { text: 'Lifeline report', name: 'lifeline-report.txt' },
  },
  'stop-watching': { input: {}, output: {} },
  'get-view': { input: { tabId: null }, output: view },
  'back-up-chat': { input: { tabId: 7 }, output: { snapshot: BACKUP, fresh: false, problem: 'network' } },
  'save-exports': { input: { files: [{ name: 'a.zip', url: 'blob:x' }], problem: null }, output: {} },
  'show-view': { input: { view }, output: {} },
  ping: { input: {}, output: {} },
  'ask-claude': {
    input: { questions: ['organizations', 'chat'] },
    output: { organizations: { says: 'well', status: 200, tookMs: 90 }, chat: null },
  },
  'describe-page': {
    input: { kept: 'A prompt' },
    output: { composer: 'other', place: { turn: 'row-3', offset: -40 } },
  },
  'let-go': { input: { what: 'draft', name: 'sent:chat:x' }, output: {} },
  'take-payload': { input: { payload: 'https://claude.ai/api/x\n{}' }, output: {} },
  'rescue-chat': {
    input: { conversationId: 'c', organizationId: null },
    output: {
      copies: ['{}'],
      shown: {
        title: 'Lighthouses',
        messages: [{ key: 'row-1', sender: 'human', text: 'How tall?', isUnfinished: false }],
      },
    },
  },
  'put-back': { input: { text: 'How tall', updatedAt: 5, elsewhere: ['is it?'] }, output: {} },
  'perform-step': {
    input: { runId: 'r', index: 1, step: { verb: 'press-retry', conversationId: null } },
    output: {},
  },
  'perform-now': { input: { step: { verb: 'clear-cache-storage' } }, output: { problem: 'not_cleared' } },
  'view-changed': { input: { tabId: 7 }, output: {} },
};
const CALLERS: readonly Caller[] = [
  { kind: 'tab', tabId: 7, isPrivate: false },
  { kind: 'page', tabId: null, isPrivate: false },
  { kind: 'background', tabId: null, isPrivate: false },
];
const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe.each(Object.keys(SAMPLES) as MessageName[])('%s', (name) => {
  const { input, output } = SAMPLES[name];
  const handler = vi.fn();
  const from = (caller: Caller | undefined, value: unknown = input) =>
    receive(json({ name, input: value }), caller, { [name]: handler } as Handlers, protocol);

  it('comes out of its schemas as it went in', () => {
    const { input: inputSchema, output: outputSchema } = protocol[name];
    // What the background doesn't know of a draft is left out, so the sample counts as far as the schema goes.
    expect(input).toMatchObject(inputSchema.safeParse(json(input)).data as object);
    expect(outputSchema.safeParse(json(output))).toEqual({ success: true, data: output });
  });
  it.each(CALLERS)('is taken from $kind only if that may send it', async (caller) => {
    const isAllowed = (protocol[name].from as readonly string[]).includes(caller.kind);
    expect(await from(caller)).toEqual(
      isAllowed ? { ok: true, value: undefined } : { ok: false, error: 'refused' },
    );
    expect(handler).toHaveBeenCalledTimes(isAllowed ? 1 : 0);
  });
  it('is refused from strangers, and when it makes no sense', async () => {
    const friend = CALLERS.find(({ kind }) => (protocol[name].from as readonly string[]).includes(kind));
    expect(await from(undefined)).toEqual({ ok: false, error: 'refused' });
    expect(await from(friend, 'nonsense')).toEqual({ ok: false, error: 'bad-message' });
    expect(handler).not.toHaveBeenCalled();
  });
});

it('pages and scripts listen to all that the background sends, and to nothing else', () => {
  const names = Object.entries(protocol).flatMap(([name, row]) =>
    row.from.includes('background' as never) ? [name] : [],
  );
  expect(new Set(Object.keys(fromBackground))).toEqual(new Set(names));
});

const OWN = { id: 'us', baseUrl: 'chrome-extension://us/' };
it.each([
  [{ id: 'them', url: 'https://claude.ai/new', frameId: 0, tab: { id: 7 } }, undefined],
  [{ id: 'us', url: 'https://claude.ai.example.com/', frameId: 0, tab: { id: 7 } }, undefined],
  [{ id: 'us', url: 'https://claude.ai/new', frameId: 3, tab: { id: 7 } }, undefined],
  [{ id: 'us', url: 'https://claude.ai/new', frameId: 0, tab: { id: 7 } }, 'tab'],
  [{ id: 'us', url: 'chrome-extension://us/popup.html?tab=7', tab: { id: 9 } }, 'page'],
  [{ id: 'us' }, 'background'],
] as const)('%o is %s', (sender, kind) => {
  expect(callerOf(sender, OWN)?.kind).toBe(kind);
});
