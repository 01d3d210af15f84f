// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Chain } from '@/components/popup/Chain';
import { verdict, view } from '@/components/popup/situations';
import { NOW } from '@/components/popup/witnesses';
import { HOP_IDS, type HopId, type VerdictId } from '@/utils/diagnosis/severity';
import type { ProbeId, ProbeResult } from '@/utils/probes/types';
import { all, find } from './given';

vi.mock('@/utils/browser/i18n', async () => import('../../words'));
afterEach(cleanup);

const TRACE = { colo: 'FRA', country: 'DE', ip: 'v4', warp: false, gateway: false } as const;

const probe = (id: ProbeId, special: Partial<ProbeResult> = {}): ProbeResult => ({
  ...{ id, state: 'ok', cause: null, status: null, at: NOW - 5_000, tookMs: 34 },
  ...special,
});
const bad = (id: ProbeId, cause: string, special: Partial<ProbeResult> = {}): ProbeResult =>
  probe(id, { state: 'bad', cause, ...special });

function show(id: VerdictId, broken: HopId | null, probes: ProbeResult[] = []): string {
  render(<Chain view={view(verdict(id, broken), [], { probes })} now={NOW} />);
  return document.querySelector('.chain-broken')?.textContent ?? '';
}
const title = (hop: HopId): string | null => find(`[data-hop="${hop}"]`).getAttribute('title');

it('shows the six links in their order, each with a state for the ear', () => {
  show('network', 'edge');
  expect(all('[data-hop]').map(({ dataset }) => [dataset.hop, dataset.state])).toEqual(
    HOP_IDS.map((hop, place) => [hop, place < 2 ? 'ok' : place === 2 ? 'bad' : 'unknown']),
  );
  expect(find('[data-hop="edge"]').textContent).toBe('Gateway fails');
});

it('a link that has worked is shown as being checked while it is, a broken one stays broken', () => {
  const checking = (['edge', 'claude'] as const).map((id) => probe(id, { state: 'checking', tookMs: null }));
  show('degraded', 'claude', checking);
  expect(all('[data-hop]').map(({ dataset }) => dataset.state)).toEqual(
    HOP_IDS.map(
      (id) => ({ edge: 'checking', claude: 'bad', you: 'ok', internet: 'ok' })[id as string] ?? 'unknown',
    ),
  );
});

it('says nothing more while all is well', () => {
  expect(show('ok', null, [probe('edge', { trace: TRACE })])).toBe('');
});

it('is being checked before anything is known', () => {
  render(<Chain view={null} now={NOW} />);
  expect(new Set(all('[data-hop]').map(({ dataset }) => dataset.state))).toEqual(new Set(['checking']));
  expect(document.querySelector('.chain-broken')).toBeNull();
});

describe('which link is broken, in words', () => {
  it.each<[VerdictId, HopId, ProbeResult[], RegExp]>([
    ['network', 'internet', [bad('internet', 'dns')], /looked up \(DNS\)/],
    ['network', 'edge', [bad('edge', 'unreachable')], /claude\.ai alone/],
    ['challenge', 'edge', [bad('edge', 'challenge')], /you're human/],
    ['degraded', 'claude', [bad('claude', 'gateway')], /no proper answer from Claude/],
    ['degraded', 'claude', [probe('claude')], /Claude fails to answer/],
    ['signed-out', 'session', [], /not signed in/],
    ['chat', 'chat', [bad('chat', 'chat_missing')], /doesn't exist/],
    ['page', 'chat', [], /in this tab/],
    ['offline', 'you', [], /no connection/],
  ])('%s at %s', (id, hop, probes, words) => {
    expect(show(id, hop, probes)).toMatch(words);
  });

  it('what was found long ago is not said of now', () => {
    expect(show('network', 'internet', [bad('internet', 'dns', { at: NOW - 700_000 })])).not.toMatch(/DNS/);
  });

  it('another link that failed a check is not the broken one', () => {
    expect(show('degraded', 'claude', [bad('chat', 'chat_missing')])).not.toMatch(/exist/);
  });
});

describe('hints', () => {
  it('a VPN on the way is told where the way is what fails', () => {
    expect(
      show('challenge', 'edge', [bad('edge', 'challenge', { trace: { ...TRACE, warp: true } })]),
    ).toMatch(/WARP/);
  });
  it('and a gateway of the company', () => {
    expect(show('network', 'edge', [probe('edge', { trace: { ...TRACE, gateway: true } })])).toMatch(
      /company's/,
    );
  });
  it('but not where Claude fails', () => {
    expect(show('degraded', 'claude', [probe('edge', { trace: { ...TRACE, warp: true } })])).not.toMatch(
      /WARP/,
    );
  });
  it('how fast, and by which data centre, is said over the link', () => {
    show('ok', null, [
      probe('edge', { trace: TRACE }),
      probe('claude', { tookMs: 212 }),
      probe('chat', { tookMs: null }),
    ]);
    expect(title('edge')).toBe('Cloudflare FRA answers in 34 ms');
    expect(title('claude')).toBe('answers in 212 ms');
    expect(title('chat')).toBeNull();
  });
});
