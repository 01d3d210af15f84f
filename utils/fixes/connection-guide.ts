/**
 * What to try for the broken link of the chain: the first advice is the likeliest to help. Causes are those of the probes and
 * the reasons of the verdict, which tell one from another: names (DNS), a firewall, a proxy, a VPN, a certificate, IPv6.
 */
import type { ProbeResult } from '@/utils/probes/types';

/** Advice for each cause, as word keys without their `guide_` prefix. */
const ADVICE: Readonly<Record<string, readonly string[]>> = {
  browser_offline: ['wifi', 'portal'],
  no_network: ['wifi', 'portal'],
  no_internet: ['wifi', 'restart_router', 'firewall'],
  nothing_reachable: ['wifi', 'restart_router', 'firewall'],
  dns: ['dns', 'vpn', 'restart_router'],
  names_fail: ['dns', 'vpn', 'restart_router'],
  name_unknown: ['dns', 'vpn', 'restart_router'],
  portal: ['portal'],
  unreachable: ['vpn', 'firewall', 'proxy', 'dns', 'ipv6'],
  claude_is_cut: ['vpn', 'firewall', 'proxy', 'dns', 'ipv6'],
  no_answer: ['vpn', 'firewall', 'proxy', 'ipv6'],
  blocked: ['firewall', 'proxy', 'vpn'],
  refused_between: ['firewall', 'proxy', 'vpn'],
  blocked_here: ['firewall', 'blocker'],
  other_answered: ['portal', 'proxy', 'firewall'],
  proxy_fails: ['proxy', 'vpn'],
  wrong_certificate: ['tls', 'portal', 'firewall'],
  edge_error: ['wait', 'vpn'],
  challenge: ['check'],
  signed_out: ['sign_in'],
  overloaded: ['wait'],
  server: ['wait'],
  gateway: ['wait'],
  slow: ['wait'],
  chat_missing: ['chat'],
  chat_error: ['chat'],
};

/** Links in the order of the chain: the first broken one explains the ones behind it. */
const LINKS = ['internet', 'edge', 'claude', 'session', 'chat'] as const;

function brokenBy(probes: readonly ProbeResult[], reason: string | null): string | null {
  const told = reason !== null && reason in ADVICE ? reason : null;
  const broken = LINKS.map((id) => probes.find((probe) => probe.id === id && probe.state === 'bad'));
  return told ?? broken.find((probe) => probe !== undefined)?.cause ?? null;
}

/** What to try, at most five things; empty when every link works or nothing is known. */
export function connectionGuide(probes: readonly ProbeResult[], reason: string | null): readonly string[] {
  const advice = ADVICE[brokenBy(probes, reason) ?? ''] ?? [];
  const trace = probes.find(({ id }) => id === 'edge')?.trace;
  // It is known to be on: then it is the first thing to try without.
  const first = [...(trace?.warp ? ['warp'] : []), ...(trace?.gateway ? ['company_gateway'] : [])];
  const v6 = trace?.ip === 'v4' ? advice.filter((one) => one !== 'ipv6') : advice;
  return advice.length === 0 ? [] : [...first, ...v6].slice(0, 5);
}
