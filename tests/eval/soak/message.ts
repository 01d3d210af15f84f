/** One message and what comes of it, as the page's network tells it on either generation of the protocol. */
import type { Random } from '../random.ts';
import type { ServerChat } from './outside.ts';
import type { Page, Signal } from './page.ts';
import type { Trouble } from './plan.ts';

export type End = 'well' | 'failed' | 'frozen';

/** Somebody's latest message in a tab. */
export interface Latest {
  /** claude.ai's idempotency key. */
  readonly key: string;
  readonly text: string;
  /** An answer has begun: it is in the chat. */
  isTaken: boolean;
  state: End | 'under-way';
  /** ms of `elapsed` at which it came to this. */
  at: number;
}

export interface Sending {
  readonly page: Page;
  readonly chat: ServerChat;
  readonly random: Random;
  readonly now: () => number;
  readonly trouble: () => Trouble | undefined;
  /** The next one. */
  readonly number: () => number;
  /** The server has got it; the same key twice is a duplicate. */
  readonly received: (key: string, text: string) => void;
  readonly answered: (text: string) => void;
  /** An answer has begun: the message is in the chat. */
  readonly began: () => void;
}

const SHARE: Partial<Record<Trouble, number>> = { burst: 0.7, errors: 0.6, frozen: 0.6 };
/** claude.ai's own tries. */
const OWN_TRIES: Partial<Record<Trouble, number>> = { burst: 2, errors: 1, down: 1 };
const REPLY = 'It is about as deep as it is wide, and colder than it looks. ';

const calls = (chat: ServerChat, id: string) => {
  const isLegacy = chat.protocol === 'legacy';
  const call = {
    ...{ id, protocol: chat.protocol, endpoint: isLegacy ? 'send' : 'action' },
    conversationId: isLegacy ? chat.id : null,
  };
  return { call, reply: { id, protocol: chat.protocol } };
};

const FAILURES = {
  burst: { status: 529, failure: 'overloaded', meaning: 'capacity' },
  errors: { status: 500, failure: 'server', meaning: 'server' },
  down: { status: 500, failure: 'server', meaning: 'server' },
  session: { status: 403, failure: 'signed-out', meaning: 'signed-out' },
  limit: { status: 429, failure: 'limit', meaning: 'limit' },
} as const;

/** Sends it, and tries again as the page does, until it is answered, has failed for good, or has stopped in the middle. */
export async function send(sending: Sending, { key, text }: Latest): Promise<End> {
  const { page, random, trouble, now } = sending;
  for (let own = 0; ; own += 1) {
    const id = `lx-${sending.number()}`;
    const kind = trouble();
    const hit = kind !== undefined && random.chance(SHARE[kind] ?? 1) ? kind : null;
    const { call } = calls(sending.chat, id);
    void page.report({ kind: 'request-started', at: now(), ...call });
    if (hit === null || hit === 'frozen') return reply(sending, id, { key, text }, hit === 'frozen');
    const isLast = own >= (OWN_TRIES[hit] ?? 0);
    await fail(sending, id, hit, isLast ? null : own + 1);
    if (isLast) return 'failed';
    await page.wait(8_000 * 1.5 ** own * random.between(0.85, 1.15));
  }
}

async function fail(
  { page, chat, random, now }: Sending,
  id: string,
  hit: Trouble,
  again: number | null,
): Promise<void> {
  const { call } = calls(chat, id);
  await page.wait(random.lognormal(1_500, 0.6));
  const at = now();
  const facts = hit === 'offline' || hit === 'frozen' ? null : FAILURES[hit];
  const failed: Signal = facts
    ? {
        ...{ kind: 'response-received', at, ...call, status: facts.status, failure: facts.failure },
        ...{ latencyMs: 1_500, errorType: null, errorCode: null, retryAfterMs: null },
        ...{ resetsAt: hit === 'limit' ? at + 3_600_000 : null, requestId: null, ray: null },
      }
    : { kind: 'request-failed', at, ...call, aborted: false };
  const retry = { kind: 'page-retry', at: at + 1, active: again !== null, attempt: again ?? 0, of: null };
  await page.report(failed, retry);
  if (again !== null) return;
  const banner = {
    kind: 'banner',
    at: now(),
    shown: true,
    place: 'turn',
    meaning: facts?.meaning ?? 'network',
  };
  await page.report({ ...banner, hasRetry: true });
  if (hit === 'session') await page.report({ kind: 'session-checked', at: now(), state: 'out' });
}

const WELL = { status: 200, latencyMs: 640, failure: null, errorType: null, errorCode: null };

async function reply(
  sending: Sending,
  id: string,
  { key, text }: Pick<Latest, 'key' | 'text'>,
  isFrozen: boolean,
): Promise<End> {
  const { page, chat, random, now, received, answered, began } = sending;
  const { call, reply: named } = calls(chat, id);
  await page.wait(random.between(300, 1_200));
  received(key, text);
  const accepted = { ...named, conversationId: chat.protocol === 'legacy' ? chat.id : null };
  await page.report(
    {
      kind: 'response-received',
      at: now(),
      ...call,
      ...WELL,
      retryAfterMs: null,
      resetsAt: null,
      requestId: null,
      ray: null,
    },
    { kind: 'reply-accepted', at: now(), ...accepted, model: 'claude-sonnet-4-6', requestId: null },
  );
  await page.wait(random.lognormal(1_500, 0.5));
  began();
  const gone = { kind: 'banner', at: now(), shown: false, place: 'turn', meaning: 'server', hasRetry: false };
  await page.report({ kind: 'reply-began', at: now(), ...named }, gone);
  page.stir();
  if (isFrozen && !(await stops(sending, id))) return 'frozen';
  await page.wait(Math.min(random.lognormal(12_000, 0.8), 60_000));
  answered(REPLY.repeat(random.whole(2, 30)));
  page.stir();
  await page.report({
    ...{ kind: 'reply-ended', at: now(), ...named, outcome: 'complete', failure: null },
    ...{ status: null, outputBegan: true, resetsAt: null },
  });
  return 'well';
}

/** It falls silent in the middle; false: for ever. */
async function stops({ page, chat, random, now }: Sending, id: string): Promise<boolean> {
  await page.wait(30_000);
  await page.report({ kind: 'reply-silent', at: now(), id, silentMs: 30_000, outputBegan: true });
  await page.say('keep-half-answer', { conversationId: chat.id, text: REPLY, at: now() });
  if (random.chance(0.6)) return false;
  await page.wait(random.between(20_000, 70_000));
  await page.report({ kind: 'reply-resumed', at: now(), id });
  return true;
}
