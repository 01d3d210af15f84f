import type { PastIncident } from '@/utils/status/incident-history';
import { LENGTH_MS } from './slots';
import type { Uptime } from './types';

/**
 * The share of the time in which no official incident concerned the chat, over 90 days, or over as many as the page's history
 * reaches back: it lists its last fifty incidents, and nothing is known of the time before them. Notices are no incidents.
 */
export function uptime(rows: readonly PastIncident[], now: number): Uptime | null {
  if (rows.length === 0) return null;
  const oldest = Math.min(...rows.map(({ startedAt }) => startedAt));
  const from = Math.max(now - LENGTH_MS.quarter, oldest);
  if (from >= now) return null;
  const spans = rows
    .filter(({ concernsChat, impact }) => concernsChat === 'yes' && impact !== 'none')
    .map(({ startedAt, resolvedAt }) => ({
      from: Math.max(from, startedAt),
      to: Math.min(now, resolvedAt ?? now),
    }))
    .filter((span) => span.to > span.from)
    .sort((a, b) => a.from - b.from);
  let down = 0;
  let reached = from;
  for (const span of spans) {
    down += Math.max(0, span.to - Math.max(reached, span.from));
    reached = Math.max(reached, span.to);
  }
  return { share: 1 - down / (now - from), from };
}
