import { expect, test } from 'vitest';
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
