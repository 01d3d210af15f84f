import type { Answer, Answers, ProbeId, ProbeResult, TabAnswer } from '@/utils/probes/types';

export const NOW = Date.parse('2026-11-21T09:00:00Z');

/** Nothing asked, nothing known. */
export const given = (special: Partial<Answers> = {}): Answers => ({
  checkInternet: true,
  witnessAnswered: false,
  seen: {},
  held: [],
  tab: 'not-asked',
  ...special,
});

export const WHOLE = 'fl=468f112\nh=claude.ai\nip=198.51.100.23\ncolo=FRA\nloc=DE\nwarp=off\ngateway=off\n';

export const readable = (body = WHOLE, status = 200): Answer => ({
  ...{ kind: 'readable', status, body, cut: false, challenged: false, cloudflare: true, tookMs: 34 },
});
export const refused: Answer = { kind: 'none', silent: false, tookMs: 8 };
export const opaque: Answer = { kind: 'opaque', tookMs: 50 };

/** What the tab was told of somebody's organisations, or of its chat. */
export const told = (says: TabAnswer['says'], status: number | null = 200): TabAnswer => ({
  ...{ says, status, tookMs: 210 },
});

export const earlier = (id: ProbeId, state: ProbeResult['state'], agoMs = 20_000): ProbeResult => ({
  ...{ id, state, cause: null, status: null, at: NOW - agoMs, tookMs: 40 },
});
