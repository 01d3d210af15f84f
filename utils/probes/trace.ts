/**
 * What Cloudflare answers to `/cdn-cgi/trace` on any site behind it: a `key=value` on each line, among them `h` (the site),
 * `ip`, `colo` (airport code of the data centre), `loc` (country), `warp` and `gateway` (`on`, `plus`, `off`). It needs no
 * cookie, no sign-in and nothing of the site itself. The user's address is in it, and is not kept.
 * Seen: tests/fixtures/probes/traces.json (2026-11; the form is Cloudflare's, and public).
 * When wrong: the way to claude.ai is called broken, or a hotel's page is called Cloudflare.
 */
import type { Trace } from './types';

const SITE = 'claude.ai';

/** `half`: it began as a trace of claude.ai and broke off, or lacks what every trace has. undefined: it is something else. */
export function readTrace(body: string): Trace | 'half' | undefined {
  const lines = new Map(
    body.split(/\r?\n/).flatMap((line) => {
      const [, key, value] = /^([a-z]{1,20})=(.{0,400})$/.exec(line) ?? [];
      return key === undefined || value === undefined ? [] : [[key, value] as const];
    }),
  );
  if (!lines.has('fl') && lines.get('h') !== SITE) return undefined;
  const colo = /^[A-Z]{3}$/.exec(lines.get('colo') ?? '')?.[0];
  const country = /^[A-Z][A-Z0-9]$/.exec(lines.get('loc') ?? '')?.[0] ?? null;
  const ip = lines.get('ip');
  // A line that is the last may be cut; those that come after the place tell that it isn't.
  if (lines.get('h') !== SITE || ip === undefined || colo === undefined || country === null) return 'half';
  const isOn = (key: string): boolean => /^(on|plus)$/.test(lines.get(key) ?? '');
  return { colo, country, ip: ip.includes(':') ? 'v6' : 'v4', warp: isOn('warp'), gateway: isOn('gateway') };
}
