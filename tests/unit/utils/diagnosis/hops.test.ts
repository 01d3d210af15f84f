import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '@/utils/detectors/types';
import type { Observations } from '@/utils/diagnosis/diagnose';
import { hopsOf } from '@/utils/diagnosis/hops';
import { HOP_IDS, VERDICT_IDS, type VerdictId } from '@/utils/diagnosis/severity';
import { PROBE_IDS, type ProbeResult } from '@/utils/probes/types';
import type { Successes } from '@/utils/signals/successes';
import type { Witness } from '@/utils/status/types';
import { found, given, MINUTE_MS, NOW, official, probe, worked } from './given';

/** One letter per link: o(k), b(ad), u(nknown), c(hecking). */
function linksOf(id: VerdictId, seen: Observations, because: Finding | null = null): string {
  const hops = hopsOf(id, seen, because, NOW);
  return HOP_IDS.map((hop) => hops[hop][0]).join('');
}
const chain = (
  id: VerdictId,
  successes: Successes,
  witnesses: Witness[] = [],
  because: Finding | null = null,
): string => linksOf(id, given([], witnesses, successes), because);

const probing = (
  id: VerdictId,
  probes: readonly ProbeResult[],
  successes: Successes = nothing,
  because: Finding | null = null,
): string => linksOf(id, { ...given([], [], successes), probes }, because);

const nothing = worked({});
const answered = worked({ answerAt: NOW });
const called = worked({ answerAt: NOW, callAt: NOW });
const all = worked({ answerAt: NOW, callAt: NOW, pageAt: NOW, replyAt: NOW });

//                          you internet edge claude session chat
test.each<[VerdictId, Successes, string]>([
  ['ok', all, 'oooooo'],
  ['ok', worked({ pageAt: NOW, answerAt: NOW }), 'oooooo'],
  ['ok', nothing, 'ouuuuu'],
  ['offline', all, 'buuuuu'],
  ['network', nothing, 'obuuuu'],
  ['challenge', answered, 'oobuuu'],
  ['signed-out', answered, 'oooubu'],
  ['signed-out', called, 'oooobu'],
  ['limit', called, 'ooooou'],
  ['chat', called, 'ooooob'],
  ['frozen', called, 'ooooob'],
  ['page', called, 'ooooob'],
  ['model', called, 'ooobuu'],
  ['degraded', answered, 'ooobuu'],
  ['down', answered, 'ooobuu'],
  ['down', nothing, 'ouubuu'],
  ['unclear', nothing, 'ouuuuu'],
  ['unclear', answered, 'ooouuu'],
  ['unclear', called, 'ooooou'],
])('%s with %o', (id, successes, expected) => {
  expect(chain(id, successes)).toBe(expected);
});

describe('what proves what', () => {
  test('an outside answer proves the internet, and nothing else', () => {
    expect(chain('unclear', nothing, [official('ok')])).toBe('oouuuu');
    expect(chain('unclear', nothing, [official('trouble')])).toBe('oouuuu');
  });

  test('a witness that can not be read proves nothing', () => {
    expect(chain('unclear', nothing, [official('unknown')])).toBe('ouuuuu');
  });

  test('that the session is over is an answer of Claude’s', () => {
    expect(chain('signed-out', answered, [], found('ended-session', { status: 401 }))).toBe('oooobu');
  });

  test('the page of Cloudflare blames the edge', () => {
    const because = found('failing-page', { status: 520, blames: 'cloudflare' });
    expect(chain('degraded', answered, [], because)).toBe('oobuuu');
  });
});

describe('probes', () => {
  const edgeOk = [probe('internet', 'ok'), probe('edge', 'ok')];
  const sessionOk = [...edgeOk, probe('claude', 'ok'), probe('session', 'ok')];
  const allOk = [...sessionOk, probe('chat', 'ok')];
  const noEdge = probe('edge', 'bad', 'unreachable');

  //                                     you internet edge claude session chat
  test.each<[string, VerdictId, ProbeResult[], string]>([
    ['all answer', 'ok', allOk, 'oooooo'],
    ['names fail', 'network', [probe('internet', 'bad', 'dns'), noEdge], 'obuuuu'],
    ['claude.ai alone is cut', 'network', [probe('internet', 'ok'), noEdge], 'oobuuu'],
    [
      'claude.ai is cut, and nobody may ask further',
      'network',
      [probe('internet', 'unknown'), noEdge],
      'obuuuu',
    ],
    ['Claude answers a probe, and fails the messages', 'degraded', allOk, 'ooobuu'],
    ['the same, and it is an outage', 'down', allOk, 'ooobuu'],
    ['the chat alone fails', 'chat', [...sessionOk, probe('chat', 'bad', 'chat_missing')], 'ooooob'],
    [
      'nobody is signed in',
      'signed-out',
      [...edgeOk, probe('claude', 'ok'), probe('session', 'bad')],
      'oooobu',
    ],
    [
      'unclear, and Claude fails the probe',
      'unclear',
      [...edgeOk, probe('claude', 'bad', 'server')],
      'ooobuu',
    ],
    ['unclear, and the chat is gone', 'unclear', [...sessionOk, probe('chat', 'bad')], 'ooooob'],
    [
      'unclear, and the internet is gone',
      'unclear',
      [probe('internet', 'bad', 'no_internet'), noEdge],
      'obuuuu',
    ],
    ['unclear, and only claude.ai is cut', 'unclear', [probe('internet', 'ok'), noEdge], 'oobuuu'],
    [
      'unclear, and nobody knows of the internet',
      'unclear',
      [probe('internet', 'unknown'), noEdge],
      'ouuuuu',
    ],
    ['well, and yet a probe failed: nothing is said', 'ok', [...edgeOk, probe('claude', 'bad')], 'ooouuu'],
    ['offline by what was checked', 'offline', [probe('internet', 'bad', 'no_internet'), noEdge], 'obuuuu'],
    [
      'the chat alone fails a check',
      'degraded',
      [...sessionOk, probe('chat', 'bad', 'chat_error')],
      'ooooob',
    ],
    ['a limit is no broken link', 'limit', [...edgeOk, probe('claude', 'bad')], 'ooouuu'],
    [
      'trouble on Claude’s side begins at its gate',
      'degraded',
      [probe('edge', 'bad', 'edge_error')],
      'oubuuu',
    ],
    ['all are under way', 'unclear', PROBE_IDS.map((id) => probe(id, 'checking')), 'occccc'],
    ['under way behind the broken link', 'network', PROBE_IDS.map((id) => probe(id, 'checking')), 'obuuuu'],
  ])('%s', (_, id, probes, expected) => {
    expect(probing(id, probes)).toBe(expected);
  });

  test('a chat that failed to load, while Claude and the session answer, is where it breaks', () => {
    const failed = found('failed-load', { status: 500, failure: 'server' });
    const probes = [...sessionOk, probe('chat', 'bad', 'chat_error')];
    expect(probing('degraded', probes, nothing, failed)).toBe('ooooob');
    expect(probing('degraded', [...edgeOk, probe('chat', 'bad')], nothing, failed)).toBe('ooobuu');
    expect(probing('degraded', probes, nothing, found('failed-send'))).toBe('ooobuu');
    expect(probing('down', probes, nothing, failed)).toBe('ooobuu');
  });

  test('what the tab saw working since counts more than a probe that failed', () => {
    const probes = [probe('edge', 'bad', 'unreachable', NOW - 30_000)];
    expect(probing('unclear', probes, called)).toBe('ooooou');
  });

  test('a probe or a success of long ago shows nothing of now', () => {
    const then = NOW - 11 * MINUTE_MS;
    expect(probing('unclear', [probe('session', 'ok', null, then)])).toBe('ouuuuu');
    expect(probing('unclear', [probe('claude', 'bad', 'server', then)])).toBe('ouuuuu');
    expect(probing('unclear', [], worked({ callAt: then, answerAt: then }))).toBe('ouuuuu');
    expect(probing('ok', [], worked({ pageAt: then, answerAt: then }))).toBe('ouuuuu');
  });

  test('offline by the browser’s word, or because nothing can be reached', () => {
    const probes = [probe('internet', 'bad', 'no_internet'), noEdge];
    expect(probing('offline', probes, nothing, found('offline'))).toBe('buuuuu');
    expect(probing('offline', probes, nothing, found('unreachable-page', { cause: 'offline' }))).toBe(
      'buuuuu',
    );
    expect(probing('offline', probes, nothing, found('unreachable-page'))).toBe('obuuuu');
  });

  test('what worked before a probe failed does not show that it works', () => {
    const before = NOW - 2 * MINUTE_MS;
    const earlier = worked({ answerAt: before, callAt: before, pageAt: before, replyAt: before });
    expect(probing('ok', [probe('claude', 'bad', 'server')], earlier)).toBe('ooouuu');
  });

  test('an answer that got through counts more than a probe of the gate that did not', () => {
    expect(probing('degraded', [probe('edge', 'bad', 'no_answer', NOW - 100)], answered)).toBe('ooobuu');
  });

  test('what got through before the network failed says nothing of it now', () => {
    const because = found('unreachable-page', {}, { since: NOW - 1_000 });
    const before = worked({ callAt: NOW - 2_000, answerAt: NOW - 2_000 });
    expect(probing('unclear', [], before, because)).toBe('ouuuuu');
  });

  test('a witness that was heard since the network failed proves the internet', () => {
    const because = found('unreachable-page', { cause: 'dns' }, { since: NOW - 5 * MINUTE_MS });
    expect(chain('network', nothing, [official('ok')], because)).toBe('oobuuu');
  });
});

const time = fc.option(fc.integer({ min: NOW - 20 * MINUTE_MS, max: NOW }));
const anyProbe = fc.record({
  id: fc.constantFrom(...PROBE_IDS),
  state: fc.constantFrom('ok', 'bad', 'unknown', 'checking'),
  cause: fc.constantFrom(null, 'unreachable', 'challenge', 'server'),
  status: fc.constant(null),
  at: fc.integer({ min: NOW - 20 * MINUTE_MS, max: NOW }),
  tookMs: fc.option(fc.nat(5_000)),
});
const anything = fc.record({
  id: fc.constantFrom(...VERDICT_IDS),
  probes: fc.uniqueArray(anyProbe, { selector: ({ id }) => id }),
  successes: fc.record({ replyAt: time, pageAt: time, callAt: time, answerAt: time }),
  witnesses: fc.array(fc.constantFrom(official('ok'), official('unknown'), official('trouble'))),
  because: fc.constantFrom(
    null,
    found('failed-send'),
    found('failing-page', { blames: 'cloudflare' }),
    found('unreachable-page', { cause: 'dns' }),
  ),
});

test('whatever was seen: one broken link at most, nothing works behind it or behind what nobody knows, and no verdict is contradicted', () => {
  const all = ({ id, because, ...seen }: typeof anything extends fc.Arbitrary<infer T> ? T : never) => {
    const links = linksOf(id, { ...given(), ...seen }, because);
    expect(links).toMatch(/^(b|o+[uc]*b?)u*$|^o+[uc]*$/);
    if (id === 'ok' || id === 'limit')
      expect(links.includes('b') && because?.evidence.blames !== 'cloudflare').toBe(false);
    const isChat = id === 'degraded' && because === null && links.endsWith('ob');
    if (['degraded', 'down', 'model'].includes(id) && !isChat) expect(links).toMatch(/^o[ouc]{1,2}bu+$/);
    if (isChat) expect(seen.probes.some((one) => one.id === 'chat' && one.state === 'bad')).toBe(true);
    if (id !== 'offline' || because?.evidence.blames) return;
    const wasChecked = seen.probes.some((one) => one.id === 'internet' && one.state === 'bad');
    if (because !== null) expect(links).toBe('obuuuu');
    else expect(wasChecked ? ['obuuuu', 'buuuuu'] : ['buuuuu']).toContain(links);
  };
  fc.assert(fc.property(anything, all), { numRuns: 3_000 });
});

test.each(VERDICT_IDS)('%s: at most one link is broken, and nothing is known behind it', (id) => {
  for (const successes of [nothing, answered, called, all]) {
    const links = chain(id, successes);
    expect(links.split('b').length).toBeLessThanOrEqual(2);
    expect(links).toMatch(/^[ou]*(bu*)?$/);
  }
});
