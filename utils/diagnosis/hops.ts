/**
 * The chain as the popup draws it. It never contradicts the verdict: the user's own failing messages say that Claude fails also
 * while its front door answers a probe, and nothing is broken while all is well. A link is `ok` only when something has passed it
 * lately; what passed a link has passed all before it. Behind the broken one nothing is known.
 */
import type { Finding } from '@/utils/detectors/types';
import type { ProbeId, ProbeResult } from '@/utils/probes/types';
import type { Observations } from './diagnose';
import { HOP_IDS, type HopId, type HopState, type VerdictId } from './severity';
import type { Verdict } from './types';

/** Older than this, a success or a probe shows nothing of the way as it is now. */
const FRESH_MS = 10 * 60_000;

/** The link that each verdict blames; the others leave it to the probes. */
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

/** Trouble on Claude's side. */
const CLAUDES: readonly VerdictId[] = ['model', 'degraded', 'down'];

const NEVER_REACHED: readonly (string | null)[] = ['unreachable', 'no_answer'];

const placeOf = (hop: HopId): number => HOP_IDS.indexOf(hop);

/** Something got as far as this link. */
interface Pass {
  readonly place: number;
  /** Epoch ms. */
  readonly at: number;
}

function passesOf(
  id: VerdictId,
  { successes, witnesses, probes }: Observations,
  because: Finding | null,
): Pass[] {
  const { answerAt, callAt, pageAt, replyAt } = successes;
  const isWell = id === 'ok';
  const times: readonly (readonly [HopId, number | null])[] = [
    ...witnesses.map(({ answeredAt }) => ['internet', answeredAt] as const),
    ...probes.filter(({ state }) => state === 'ok').map((probe) => [probe.id, probe.at] as const),
    ['edge', answerAt],
    // That nobody is signed in is Claude's own word.
    ['claude', because?.id === 'ended-session' ? because.at : null],
    ['session', callAt],
    ['chat', isWell ? pageAt : null],
    ['chat', isWell ? replyAt : null],
  ];
  return times.flatMap(([hop, at]) => (at === null ? [] : [{ place: placeOf(hop), at }]));
}

/** The first link that a probe found broken and that nothing has passed since. */
const brokenProbe = (probes: readonly ProbeResult[], passes: readonly Pass[]): ProbeResult | undefined =>
  HOP_IDS.map((hop) => probes.find(({ id, state }) => id === hop && state === 'bad')).find(
    (probe) => probe && !passes.some(({ place, at }) => place >= placeOf(probe.id) && at >= probe.at),
  );

/** The browser itself says that it has no connection; else nothing was found to be reachable. */
const isBrowsersWord = (because: Finding | null, broken: ProbeResult | undefined): boolean =>
  because === null
    ? broken?.id !== 'internet'
    : because.id === 'offline' || because.evidence.cause === 'offline';

/** A network that lets others through breaks at claude.ai's gate, else before the internet. */
function networkBreak({ probes, witnesses }: Observations, because: Finding | null): HopId {
  const stateOf = (id: ProbeId) => probes.find((probe) => probe.id === id)?.state;
  const heardSince = witnesses.some(({ answeredAt }) => because && (answeredAt ?? 0) >= because.since);
  const isOnline = stateOf('internet') === 'ok' || (heardSince && stateOf('internet') !== 'bad');
  return isOnline ? 'edge' : 'internet';
}

/** Claude and the session answer, and only what was opened doesn't. */
const isChatAlone = ({ probes }: Observations, broken: ProbeResult | undefined): boolean =>
  broken?.id === 'chat' && probes.some(({ id, state }) => id === 'session' && state === 'ok');

function blamedBy(
  id: VerdictId,
  seen: Observations,
  because: Finding | null,
  broken: ProbeResult | undefined,
): HopId | undefined {
  if (because?.evidence.blames === 'cloudflare') return 'edge';
  if (id === 'network') return networkBreak(seen, because);
  if (id === 'offline') return isBrowsersWord(because, broken) ? 'you' : 'internet';
  // Claude's side begins at its gate: where nothing gets through that, Claude has not been asked.
  if (CLAUDES.includes(id) && broken?.id === 'edge') return 'edge';
  const isLoad = because === null || because.id === 'failed-load';
  if (id === 'degraded' && isLoad && isChatAlone(seen, broken)) return 'chat';
  if (id !== 'unclear') return BLAMED[id];
  if (!broken || !NEVER_REACHED.includes(broken.cause)) return broken?.id;
  // Without a word of the internet it may as well break there.
  return seen.probes.some((probe) => probe.id === 'internet' && probe.state === 'ok') ? 'edge' : undefined;
}

export function hopsOf(
  id: VerdictId,
  observed: Observations,
  because: Finding | null,
  now: number,
): Verdict['hops'] {
  const isFresh = ({ at }: { readonly at: number }): boolean => now - at < FRESH_MS;
  const seen = { ...observed, probes: observed.probes.filter(isFresh) };
  // What got through before the network failed doesn't show that it lets anything through now.
  const since = id === 'network' || id === 'unclear' ? (because?.since ?? 0) : 0;
  const passes = passesOf(id, seen, because).filter((pass) => isFresh(pass) && pass.at >= since);
  const broken = brokenProbe(seen.probes, passes);
  const blamed = blamedBy(id, seen, because, broken);
  const end = blamed ? placeOf(blamed) : HOP_IDS.length;
  const reached = Math.min(
    Math.max(0, ...passes.map(({ place }) => place)),
    broken ? placeOf(broken.id) - 1 : HOP_IDS.length,
  );
  const stateOf = (hop: HopId, place: number): HopState => {
    if (place === end) return 'bad';
    if (place > end) return 'unknown';
    if (place <= reached) return 'ok';
    const isChecked = seen.probes.some((probe) => probe.id === hop && probe.state === 'checking');
    return isChecked ? 'checking' : 'unknown';
  };
  return Object.fromEntries(HOP_IDS.map((hop, place) => [hop, stateOf(hop, place)])) as Verdict['hops'];
}
