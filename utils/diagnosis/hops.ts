import type { Finding } from '@/utils/detectors/types';
import type { Observations } from './diagnose';
import { HOP_IDS, type HopId, type HopState, type VerdictId } from './severity';
import type { Verdict } from './types';

/** The link that each verdict blames. */
const BLAMED: Partial<Record<VerdictId, HopId>> = {
  offline: 'you',
  network: 'internet',
  challenge: 'edge',
  'signed-out': 'session',
  chat: 'chat',
  frozen: 'chat',
  page: 'chat',
  model: 'claude',
  degraded: 'claude',
  down: 'claude',
};

/** A link is `ok` only when something has passed it; behind the broken one nothing is known. */
export function hopsOf(
  id: VerdictId,
  { successes, witnesses }: Observations,
  because: Finding | null,
): Verdict['hops'] {
  const answered = successes.answerAt !== null;
  const outside = witnesses.some(({ answeredAt }) => answeredAt !== null);
  const well = id === 'ok' && (successes.pageAt !== null || successes.replyAt !== null);
  const passed: Record<HopId, boolean> = {
    you: id !== 'offline',
    internet: answered || outside,
    edge: answered,
    claude: well || successes.callAt !== null,
    session: well || successes.callAt !== null,
    chat: well,
  };
  const blamed = because?.evidence.blames === 'cloudflare' ? 'edge' : BLAMED[id];
  const broken = blamed ? HOP_IDS.indexOf(blamed) : HOP_IDS.length;
  const stateOf = (hop: HopId, index: number): HopState => {
    if (index === broken) return 'bad';
    return index < broken && passed[hop] ? 'ok' : 'unknown';
  };
  return Object.fromEntries(HOP_IDS.map((hop, index) => [hop, stateOf(hop, index)])) as Verdict['hops'];
}
