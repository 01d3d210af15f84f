/**
 * Why it happened, for "what is this?": which plain sentences explain a verdict. The sentences say what the code means, what
 * usually causes it, how long it usually lasts, and what not to do. Durations are those of 139 official incidents of May to
 * September 2026: half were over within 57 minutes, a fifth within 20, nine in ten within three hours.
 */
import type { VerdictId } from './severity';
import type { Verdict } from './types';

export const CAUSE_IDS = [
  'http-500',
  'http-502',
  'http-503',
  'http-504',
  'http-529',
  'http-429',
  'http-52x',
  'limit',
  'length',
  'chat',
  'signed-out',
  'challenge',
  'frozen',
  'cut',
  'offline',
  'network',
  'page',
  'model',
  'outage',
  'unknown',
] as const;
export type CauseId = (typeof CAUSE_IDS)[number];

/** Word keys without their prefixes `cause_what_`, `cause_why_`, `cause_lasts_` and `cause_avoid_`. */
export interface Cause {
  readonly id: CauseId;
  readonly lasts: string;
  readonly avoid: readonly string[];
}

const HAMMER = ['hammer', 'rewrite'];
const OUTAGE = [...HAMMER, 'bigger_plan'];

const CAUSES: Readonly<Record<CauseId, Omit<Cause, 'id'>>> = {
  'http-500': { lasts: 'moments_or_outage', avoid: OUTAGE },
  'http-502': { lasts: 'moments_or_outage', avoid: OUTAGE },
  'http-503': { lasts: 'moments_or_outage', avoid: OUTAGE },
  'http-504': { lasts: 'moments_or_outage', avoid: ['hammer', 'bigger_plan'] },
  'http-529': { lasts: 'rush', avoid: OUTAGE },
  'http-429': { lasts: 'limit', avoid: HAMMER },
  'http-52x': { lasts: 'moments_or_outage', avoid: ['hammer', 'clear_all'] },
  limit: { lasts: 'limit', avoid: HAMMER },
  length: { lasts: 'for_good', avoid: ['hammer', 'bigger_plan'] },
  chat: { lasts: 'not_by_itself', avoid: ['hammer', 'delete_chat'] },
  'signed-out': { lasts: 'until_sign_in', avoid: ['clear_all'] },
  challenge: { lasts: 'until_checked', avoid: ['sign_in_again', 'reload_often'] },
  frozen: { lasts: 'not_by_itself', avoid: ['send_twice'] },
  cut: { lasts: 'not_by_itself', avoid: ['send_twice'] },
  offline: { lasts: 'until_connected', avoid: ['clear_all'] },
  network: { lasts: 'until_changed', avoid: ['clear_all', 'bigger_plan'] },
  page: { lasts: 'until_reloaded', avoid: ['clear_all'] },
  model: { lasts: 'outage', avoid: OUTAGE },
  outage: { lasts: 'outage', avoid: OUTAGE },
  unknown: { lasts: 'unknown', avoid: ['clear_all', 'hammer'] },
};

/** What a verdict names as its own cause, whatever status an answer had. */
const OF_VERDICT: Partial<Record<VerdictId, CauseId>> = {
  offline: 'offline',
  network: 'network',
  challenge: 'challenge',
  'signed-out': 'signed-out',
  page: 'page',
};

const OF_REASON: Readonly<Record<string, CauseId>> = {
  chat_too_long: 'length',
  reply_cut: 'cut',
  reply_silent: 'frozen',
};

const OF_STATUS: Readonly<Record<number, CauseId>> = {
  429: 'http-429',
  500: 'http-500',
  502: 'http-502',
  503: 'http-503',
  504: 'http-504',
  529: 'http-529',
};

/** What a verdict comes from when no status tells more. */
const ELSE: Partial<Record<VerdictId, CauseId>> = {
  limit: 'limit',
  chat: 'chat',
  frozen: 'frozen',
  model: 'model',
  degraded: 'outage',
  down: 'outage',
};

/** The cause by the answer's status: Cloudflare's own codes belong together. */
export function causeOfStatus(status: number): CauseId | undefined {
  return OF_STATUS[status] ?? (status >= 520 && status <= 526 ? 'http-52x' : undefined);
}

type Told = Pick<Verdict, 'id' | 'code' | 'reason'>;

function causeIdOf({ id, code, reason }: Told): CauseId | undefined {
  if (id === 'ok') return undefined;
  const named = OF_VERDICT[id] ?? OF_REASON[reason];
  if (named) return named;
  // "529", "Cloudflare 502"; a browser's error name holds no status.
  const status = Number(/^(?:Cloudflare )?(\d{3})$/.exec(code ?? '')?.[1] ?? Number.NaN);
  const told = causeOfStatus(status);
  const isItsOwn = id === 'limit' || id === 'chat' || id === 'frozen';
  return (isItsOwn && status !== 429 ? undefined : told) ?? ELSE[id] ?? 'unknown';
}

/** undefined while all is well. */
export function causeOf(verdict: Told): Cause | undefined {
  const id = causeIdOf(verdict);
  return id && { id, ...CAUSES[id] };
}
