import { expect, test } from 'vitest';
import { connectionGuide } from '@/utils/fixes/connection-guide';
import type { ProbeId, ProbeResult, Trace } from '@/utils/probes/types';
import { words } from '../../../contracts/source';

const probe = (id: ProbeId, cause: string | null, trace?: Partial<Trace>): ProbeResult => ({
  id,
  state: cause === null ? 'ok' : 'bad',
  cause,
  status: null,
  at: 1,
  tookMs: 20,
  ...(trace && {
    trace: { colo: 'FRA', country: 'DE', ip: 'v6', warp: false, gateway: false, ...trace },
  }),
});

test.each([
  ['names', [probe('internet', 'dns')], 'dns'],
  ['a portal', [probe('internet', 'portal')], 'portal'],
  ['only Claude is cut', [probe('internet', null), probe('edge', 'unreachable')], 'vpn'],
  ['refused', [probe('edge', 'blocked')], 'firewall'],
  ['signed out', [probe('edge', null), probe('session', 'signed_out')], 'sign_in'],
  ['Claude itself', [probe('edge', null), probe('claude', 'overloaded')], 'wait'],
])('%s', (_, probes, first) => {
  expect(connectionGuide(probes, null)[0]).toBe(first);
});

test('the first broken link explains the others, in whatever order they are told', () => {
  const probes = [probe('chat', 'chat_error'), probe('claude', 'server'), probe('internet', 'dns')];
  expect(connectionGuide(probes, null)).toEqual(connectionGuide([probe('internet', 'dns')], null));
});

test('the reason of the verdict knows more than the probes', () => {
  expect(connectionGuide([probe('edge', 'unreachable')], 'wrong_certificate')[0]).toBe('tls');
  expect(connectionGuide([probe('edge', 'unreachable')], 'fails_often')[0]).toBe('vpn');
});

test('what is known to be on comes first', () => {
  expect(connectionGuide([probe('edge', 'no_answer', { warp: true })], null)[0]).toBe('warp');
  expect(connectionGuide([probe('edge', 'no_answer', { gateway: true })], null)[0]).toBe('company_gateway');
});

test('IPv6 is not to blame where IPv4 was used', () => {
  expect(connectionGuide([probe('edge', 'no_answer', { ip: 'v6' })], null)).toContain('ipv6');
  expect(connectionGuide([probe('edge', 'no_answer', { ip: 'v4' })], null)).not.toContain('ipv6');
});

test('nothing is broken, nothing is known: no advice', () => {
  expect(connectionGuide([probe('edge', null, { warp: true })], null)).toEqual([]);
  expect(connectionGuide([], 'reply_came')).toEqual([]);
});

test('every probe that can fail has advice, in words', () => {
  const causes = Object.keys(words).flatMap((key) => /^probe_(.+)$/.exec(key)?.[1] ?? []);
  // These tell why a link was not checked, or ask for patience; nothing is broken there.
  const notBroken = ['not_asked', 'half', 'not_claude', 'no_tab', 'chat_slow'];
  for (const cause of causes.filter((one) => !notBroken.includes(one))) {
    const guide = connectionGuide([probe('edge', cause)], null);
    expect(guide.length, cause).toBeGreaterThan(0);
    for (const key of guide) expect(words[`guide_${key}`]?.message, key).toBeTruthy();
  }
});
