import { describe, expect, test, vi } from 'vitest';
import { protocol, type Sender } from '@/utils/messaging/protocol';
import {
  type Caller,
  callerOf,
  fromBackground,
  type Handlers,
  receive,
  type SenderFacts,
} from '@/utils/messaging/receive';

const ID = 'gmkcpjoaehdnbfil';
const chrome = { id: ID, baseUrl: `chrome-extension://${ID}/` };
const firefox = {
  id: 'lifeline@example.org',
  baseUrl: 'moz-extension://5f3c2a10-1111-4222-8333-944455566677/',
};
const inTab = (url: string, special: Partial<SenderFacts> = {}): SenderFacts => ({
  id: ID,
  url,
  frameId: 0,
  tab: { id: 7 },
  ...special,
});

describe('who is at the door', () => {
  test.each<[string, SenderFacts, typeof chrome, Caller | undefined]>([
    [
      'our script in claude.ai',
      inTab('https://claude.ai/new'),
      chrome,
      { kind: 'tab', tabId: 7, isPrivate: false },
    ],
    [
      'the same in Firefox',
      inTab('https://claude.ai/chat/x', { id: firefox.id }),
      firefox,
      { kind: 'tab', tabId: 7, isPrivate: false },
    ],
    [
      'the popup',
      { id: ID, url: `${chrome.baseUrl}popup.html` },
      chrome,
      { kind: 'page', tabId: null, isPrivate: false },
    ],
    [
      'the popup in a tab',
      inTab(`${chrome.baseUrl}popup.html?tab=7`),
      chrome,
      { kind: 'page', tabId: null, isPrivate: false },
    ],
    [
      'the library',
      inTab(`${chrome.baseUrl}library.html#x`),
      chrome,
      { kind: 'page', tabId: null, isPrivate: false },
    ],
    [
      'the worker',
      { id: ID, url: `${chrome.baseUrl}background.js` },
      chrome,
      { kind: 'background', tabId: null, isPrivate: false },
    ],
    [
      'the worker without an address',
      { id: ID },
      chrome,
      { kind: 'background', tabId: null, isPrivate: false },
    ],
    [
      "Firefox's background",
      { id: firefox.id, url: `${firefox.baseUrl}_generated_background_page.html` },
      firefox,
      { kind: 'background', tabId: null, isPrivate: false },
    ],
    ['another extension', inTab('https://claude.ai/new', { id: 'other' }), chrome, undefined],
    ['nobody', {}, chrome, undefined],
    [
      "another extension's page",
      { id: 'other', url: 'chrome-extension://other/popup.html' },
      chrome,
      undefined,
    ],
    ['a frame in claude.ai', inTab('https://claude.ai/new', { frameId: 3 }), chrome, undefined],
    ['a frame without a number', inTab('https://claude.ai/new', { frameId: undefined }), chrome, undefined],
    ['another site', inTab('https://example.com/'), chrome, undefined],
    ['a site with a similar name', inTab('https://claude.ai.example.com/'), chrome, undefined],
    ['a name before it', inTab('https://notclaude.ai/'), chrome, undefined],
    ['a site below it', inTab('https://sub.claude.ai/'), chrome, undefined],
    ['a user name that looks like it', inTab('https://claude.ai@example.com/'), chrome, undefined],
    ['no encryption', inTab('http://claude.ai/new'), chrome, undefined],
    ['another port', inTab('https://claude.ai:8443/new'), chrome, undefined],
    ['no address', inTab('', { url: undefined }), chrome, undefined],
    ['an address that is none', inTab('claude.ai'), chrome, undefined],
    ['no address is ours, without a tab', { id: ID, url: 'https://example.com/' }, chrome, undefined],
    [
      'a tab that poses as a page',
      inTab(`https://claude.ai/?x=${chrome.baseUrl}popup.html`),
      chrome,
      { kind: 'tab', tabId: 7, isPrivate: false },
    ],
    [
      'a page that poses as a tab',
      inTab(`${chrome.baseUrl}popup.html?u=https://claude.ai/`),
      chrome,
      { kind: 'page', tabId: null, isPrivate: false },
    ],
  ])('%s', (_, sender, own, expected) => {
    expect(callerOf(sender, own)).toEqual(expected);
  });
});

const CALLERS: Record<Sender, Caller> = {
  tab: { kind: 'tab', tabId: 7, isPrivate: false },
  page: { kind: 'page', tabId: null, isPrivate: false },
  background: { kind: 'background', tabId: null, isPrivate: false },
};
const get = { name: 'get-view', input: { tabId: 3 } };

describe('at the door', () => {
  test('who may, gets in, with a checked input', async () => {
    const handler = vi.fn((): never => 'view' as never);
    const reply = receive({ ...get, extra: 1 }, CALLERS.page, { 'get-view': handler }, protocol);
    expect(await reply).toEqual({ ok: true, value: 'view' });
    expect(handler).toHaveBeenCalledWith({ tabId: 3 }, CALLERS.page);
  });

  test.each(Object.entries(protocol))('%s: only who may send it', async (name, row) => {
    const handler = vi.fn((): never => ({}) as never);
    for (const caller of [...Object.values(CALLERS), undefined]) {
      const mayNot = !caller || !(row.from as readonly Sender[]).includes(caller.kind);
      const reply = await receive({ name, input: null }, caller, { [name]: handler }, protocol);
      expect(reply).toEqual({ ok: false, error: mayNot ? 'refused' : 'bad-message' });
    }
    expect(handler).not.toHaveBeenCalled();
  });

  test.each<[string, unknown]>([
    ['a name that nobody knows', { name: 'open-sesame', input: {} }],
    ['a name of the language', { name: '__proto__', input: {} }],
    ['another one', { name: 'constructor', input: {} }],
    ['a number for a name', { name: 7 }],
    ['no name', {}],
    ['a text', 'get-view'],
    ['null', null],
    ['nothing', undefined],
    ['a message that nobody here handles', { name: 'hello', input: { conversationId: null } }],
  ])('%s is for somebody else', (_, message) => {
    expect(receive(message, CALLERS.page, { 'get-view': vi.fn() }, protocol)).toBeUndefined();
  });

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text for a number', { tabId: '3' }],
    ['a missing field', {}],
  ])('bad input: %s', async (_, input) => {
    const handler = vi.fn();
    const reply = await receive({ name: 'get-view', input }, CALLERS.page, { 'get-view': handler }, protocol);
    expect(reply).toEqual({ ok: false, error: 'bad-message' });
    expect(handler).not.toHaveBeenCalled();
  });

  test.each<[string, Handlers['get-view']]>([
    [
      'throws',
      () => {
        throw new Error('no');
      },
    ],
    ['rejects', () => Promise.reject(new Error('no'))],
  ])('a handler that %s', async (_, handler) => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const reply = await receive(get, CALLERS.page, { 'get-view': handler }, protocol);
    expect(reply).toEqual({ ok: false, error: 'failed' });
    expect(warned).toHaveBeenCalled();
  });
});

describe('scripts and pages hear only the background', () => {
  test.each(Object.keys(fromBackground))('%s', async (name) => {
    const handler = vi.fn((): never => ({}) as never);
    const message = { name, input: { any: 1 } };
    expect(await receive(message, CALLERS.page, { [name]: handler }, fromBackground)).toEqual({
      ok: false,
      error: 'refused',
    });
    expect(await receive(message, CALLERS.tab, { [name]: handler }, fromBackground)).toEqual({
      ok: false,
      error: 'refused',
    });
    expect(await receive(message, CALLERS.background, { [name]: handler }, fromBackground)).toEqual({
      ok: true,
      value: {},
    });
  });

  test('every message of the background is among them', () => {
    const own = Object.entries(protocol).filter(([, { from }]) =>
      (from as readonly Sender[]).includes('background'),
    );
    expect(new Set(own.map(([name]) => name))).toEqual(new Set(Object.keys(fromBackground)));
  });
});
