import { describe, expect, test } from 'vitest';
import { seenWorking } from '@/utils/probes/seen';
import type { Signal } from '@/utils/signals/types';
import { a, failedTry, goodTry } from '../signals/given';
import { NOW } from './given';

const at = NOW - 20_000;
const here = a('page-context', at - 5_000);
const call = a('response-received', at, { endpoint: 'list', conversationId: null });
const seen = (...signals: Signal[]) => Object.keys(seenWorking(signals, NOW));

const ALL = ['internet', 'edge', 'claude', 'session', 'chat'];

test.each<[string, Signal[], string[]]>([
  ['a whole reply', goodTry('lx-1', at), ALL],
  ['a reply that has begun', [a('reply-began', at)], ALL],
  ['a call that only somebody signed in gets', [call], ALL.slice(0, 4)],
  ['the app has arrived', [a('page-loaded', at)], ALL.slice(0, 2)],
  ['the conversation has arrived', [here, a('response-received', at, { endpoint: 'conversation' })], ALL],
  [
    'another conversation has arrived',
    [here, a('response-received', at, { endpoint: 'conversation', conversationId: 'another' })],
    ALL.slice(0, 4),
  ],
  ['nothing', [], []],
])('%s', (_, signals, links) => {
  expect(seen(...signals)).toEqual(links);
});

test('its time is that of the success', () => {
  expect(seenWorking([call], NOW)).toEqual({ internet: at, edge: at, claude: at, session: at });
});

describe('while something that the user waits for has no answer', () => {
  const sent = a('request-started', NOW - 9_000, { id: 'lx-9' });
  const turn = { id: 'lx-9', endpoint: 'action', protocol: 'merged' } as const;
  const acted = a('request-started', NOW - 9_000, turn);
  const asked = a('request-started', NOW - 9_000, { id: 'lx-9', endpoint: 'conversation' });
  const later = a('response-received', NOW - 2_000, { id: 'lx-5', endpoint: 'list', conversationId: null });

  test.each<[string, Signal[]]>([
    ['a message', [sent]],
    ['a message of the newer kind', [acted]],
    ['the chat', [asked]],
    ['a message, though something else came', [sent, later]],
  ])('%s: what worked before says nothing', (_, signals) => {
    expect(seen(call, ...signals)).toEqual([]);
  });

  test.each<[string, Signal[]]>([
    ['it was asked for just now', [{ ...sent, at: NOW - 7_000 }]],
    ['the message was taken', [sent, a('response-received', NOW - 8_500, { id: 'lx-9' })]],
    [
      'its turn has begun by another name',
      [acted, a('reply-accepted', NOW - 8_500, { id: 'turn-1', protocol: 'merged' })],
    ],
    [
      'the chat has come',
      [asked, a('response-received', NOW - 8_500, { id: 'lx-9', endpoint: 'conversation' })],
    ],
    ['the page was left', [sent, asked, a('page-loaded', NOW - 8_500)]],
    ['a later message was answered', [sent, ...goodTry('lx-10', NOW - 6_000)]],
    ['it is a thing that nobody waits for', [a('request-started', NOW - 9_000, { endpoint: 'timeline' })]],
  ])('%s: that counts', (_, signals) => {
    expect(seen(call, ...signals)).toContain('session');
  });

  test('the page itself', () => {
    expect(seenWorking([call], NOW, NOW - 9_000)).toEqual({});
    expect(seenWorking([call], NOW, NOW - 7_000)).not.toEqual({});
  });
});

test('after a minute it shows nothing of now', () => {
  expect(seenWorking([call], at + 59_000)).not.toEqual({});
  expect(seenWorking([call], at + 60_000)).toEqual({});
});

test.each<[string, Signal[]]>([
  ['a message', failedTry('lx-2', at + 100)],
  ['the network', [a('request-failed', at + 100)]],
  ['half a reply', [a('reply-ended', at + 100, { outcome: 'cut' })]],
  ['a reply that stands still', [a('reply-silent', at + 100)]],
  ['the page', [a('navigation-failed', at + 100)]],
  ['another page in its place', [a('page-loaded', at + 100, { document: 'outage' })]],
  ['the tab', [a('tab-hang', at + 100)]],
  ['the line', [a('connectivity', at + 100, { online: false })]],
  ['something that the page complains of', [a('banner', at + 100)]],
])('%s failed since: what worked before says nothing', (_, failure) => {
  expect(seen(call, ...failure)).toEqual([]);
});

test.each<[string, Signal]>([
  ['a limit', a('response-received', at + 100, { status: 429, failure: 'limit' })],
  ['a detail that is missing', a('response-received', at + 100, { status: 404, failure: 'other' })],
  ['a call that the page stopped itself', a('request-failed', at + 100, { aborted: true })],
])('%s is no failure of the way', (_, signal) => {
  expect(seen(call, signal)).toEqual(ALL.slice(0, 4));
});
