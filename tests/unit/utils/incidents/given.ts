import type { Verdict } from '@/utils/diagnosis/types';
import type { Outcome } from '@/utils/incidents/outcomes';
import type { Seen } from '@/utils/incidents/track';

export const TAB = 7;
export const START = 1_794_000_000_000;
export const MINUTE = 60_000;

/** Minutes since START, with + for what worked and - for what didn't. */
export const outcomes = (line: string, special: Partial<Outcome> = {}): Outcome[] =>
  line
    .split(' ')
    .filter((word) => word !== '')
    .map((word, index) => {
      const ok = word.startsWith('+');
      const at = START + Number(word.slice(1)) * MINUTE;
      const code = ok ? null : '529';
      return {
        key: `${TAB} ${index} ${at}`,
        at,
        ok,
        what: 'send',
        model: null,
        code,
        isPrivate: false,
        ...special,
      };
    });

export const verdict = (special: Partial<Verdict> = {}): Verdict => ({
  id: 'degraded',
  confidence: 'medium',
  provisional: false,
  evidence: [{ from: 'tab', key: 'send_failed', values: ['3', '3'], at: START }],
  code: '529',
  model: null,
  since: null,
  resetsAt: null,
  reason: 'degraded',
  advice: null,
  fallback: null,
  usual: null,
  hops: { you: 'ok', internet: 'ok', edge: 'ok', claude: 'bad', session: 'unknown', chat: 'unknown' },
  ...special,
});

export const seen = (line: string, special: Partial<Seen> = {}): Seen => ({
  tabId: TAB,
  isPrivate: false,
  verdict: verdict(),
  outcomes: outcomes(line),
  witnesses: [],
  ...special,
});
