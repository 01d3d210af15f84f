import { describe, expect, test } from 'vitest';
import type { Finding } from '@/utils/detectors/types';
import { hopsOf } from '@/utils/diagnosis/hops';
import { HOP_IDS, VERDICT_IDS, type VerdictId } from '@/utils/diagnosis/severity';
import type { Successes } from '@/utils/signals/successes';
import type { Witness } from '@/utils/status/types';
import { found, given, NOW, official, worked } from './given';

/** One letter per link: o(k), b(ad), u(nknown). */
function chain(
  id: VerdictId,
  successes: Successes,
  witnesses: Witness[] = [],
  because: Finding | null = null,
): string {
  const hops = hopsOf(id, given([], witnesses, successes), because);
  return HOP_IDS.map((hop) => hops[hop][0]).join('');
}

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

  test('the page of Cloudflare blames the edge', () => {
    const because = found('failing-page', { status: 520, blames: 'cloudflare' });
    expect(chain('degraded', answered, [], because)).toBe('oobuuu');
  });
});

test.each(VERDICT_IDS)('%s: at most one link is broken, and nothing is known behind it', (id) => {
  for (const successes of [nothing, answered, called, all]) {
    const links = chain(id, successes);
    expect(links.split('b').length).toBeLessThanOrEqual(2);
    expect(links).toMatch(/^[ou]*(bu*)?$/);
  }
});
