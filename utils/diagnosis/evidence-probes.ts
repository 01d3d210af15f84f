import type { Finding } from '@/utils/detectors/types';
import type { ProbeResult } from '@/utils/probes/types';
import { line } from './evidence-line';
import type { History } from './history';
import type { Evidence } from './types';

const FRESH_MS = 10 * 60_000;

/** What a link that fails is told as. The session's and the chat's are checked from within the tab. */
const BROKEN: Readonly<Record<ProbeResult['id'], readonly [from: string, key: string]>> = {
  internet: ['browser', 'internet_fails'],
  edge: ['browser', 'edge_fails'],
  claude: ['tab', 'claude_fails'],
  session: ['tab', 'session_over'],
  chat: ['tab', 'chat_probe_fails'],
};

/** Links that fail; and those that work, where that tells whose fault it is. */
export function probeLines(
  probes: readonly ProbeResult[],
  because: Finding | null,
  now: number,
): readonly Evidence[] {
  const fresh = probes.filter(({ at }) => now - at < FRESH_MS && at >= (because?.since ?? 0) - 5_000);
  const broken = fresh
    .filter(({ state }) => state === 'bad')
    .map(({ id, at }) => {
      const [from, key] = BROKEN[id];
      return line(from, key, at);
    });
  const well = (id: ProbeResult['id']) => fresh.find((probe) => probe.id === id && probe.state === 'ok');
  const [internet, edge, claude] = [well('internet'), well('edge'), well('claude')];
  if (because === null && broken.length === 0) return [];
  const answers = because?.id === 'failed-send' ? 'site_answers' : 'claude_answers';
  if (claude) return [...broken, line('tab', answers, claude.at)];
  if (edge) return [...broken, line('browser', 'edge_answers', edge.at)];
  return internet ? [...broken, line('browser', 'internet_works', internet.at)] : broken;
}

/** Failures in other tabs, and those that a tab has forgotten. */
export const historyLines = ({ incident }: History): readonly Evidence[] =>
  incident !== null && incident.failures > 1
    ? [line('browser', 'failures_since', incident.startedAt, [incident.failures])]
    : [];
