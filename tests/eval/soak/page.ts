/** A page of claude.ai with our scripts in it, as the background knows them: what they say, and what they do when they are told. */
import type { SoakBrowser } from './browser.ts';
import type { SoakClock } from './clock.ts';
import { never } from './lives.ts';
import { ORG, type ServerChat } from './outside.ts';
import type { Trouble } from './plan.ts';

const BEAT_MS = 5_000;
const AWAKE_MS = 60_000;

export type Signal = Readonly<Record<string, unknown>> & { readonly kind: string };

/** A page's hands: what claude.ai's own controls do in it. */
interface Hands {
  /** False: there is nothing to press. */
  readonly retry: () => boolean;
  readonly composer: () => string;
  readonly fill: (text: string) => void;
}

export interface PageParts {
  readonly clock: SoakClock;
  readonly browser: SoakBrowser;
  readonly tabId: number;
  readonly chat: ServerChat;
  readonly hands: Hands;
  /** What is wrong now. */
  readonly trouble: () => Trouble | undefined;
  /** The next one. */
  readonly number: () => number;
  /** The tab has asked claude.ai something for the background. */
  readonly asked: () => void;
}

export interface Page {
  /** One life of the page: what it waits for ends with it. */
  readonly owner: object;
  readonly name: string;
  readonly wait: (ms: number) => Promise<void>;
  /** Like the scripts: once more when the background died over it. False when nobody has answered at all. */
  readonly say: (name: string, input: unknown) => Promise<boolean>;
  readonly report: (...signals: readonly Signal[]) => Promise<boolean>;
  /** Somebody is there. */
  readonly stir: () => void;
  readonly hears: (message: { readonly name: string; readonly input: unknown }) => Promise<unknown>;
  readonly leave: () => void;
}

export function claudePage(parts: PageParts): Page {
  const { clock, browser, tabId, chat } = parts;
  const name = `page-${parts.number()}`;
  const owner = { name };
  let isLeft = false;
  const sender = {
    id: 'lifeline',
    url: `https://claude.ai/chat/${chat.id}`,
    frameId: 0,
    tab: { id: tabId, incognito: false },
  };
  const tell = (what: string, input: unknown): Promise<unknown> => browser.ask(sender, { name: what, input });
  const say: Page['say'] = async (what, input) => {
    const answer = (await tell(what, input)) ?? (isLeft ? undefined : await tell(what, input));
    return answer !== undefined;
  };
  const report: Page['report'] = (...signals) => say('report-signals', { signals });
  const wait = (ms: number): Promise<void> => new Promise((resolve) => void clock.later(owner, ms, resolve));
  return {
    ...{ owner, name, wait, say, report },
    stir: pulse(clock, owner, (more) => void tell('beat', { more })),
    hears: hearing(parts, { wait, say, report, owner }),
    leave: () => {
      isLeft = true;
      clock.drop(owner);
    },
  };
}

function pulse(clock: SoakClock, owner: object, tell: (more: boolean) => void): () => void {
  let stirredAt = 0;
  let timer: number | null = null;
  const beat = (): void => {
    const isAwake = clock.elapsed() - stirredAt <= AWAKE_MS;
    tell(isAwake);
    if (isAwake || timer === null) return;
    clock.clear(timer);
    timer = null;
  };
  return () => {
    stirredAt = clock.elapsed();
    if (timer !== null) return;
    tell(true);
    timer = clock.later(owner, BEAT_MS, beat, true);
  };
}

const SAYS: Partial<Record<Trouble, { readonly says: string; readonly status: number | null }>> = {
  offline: { says: 'unreachable', status: null },
  session: { says: 'signed-out', status: 403 },
  down: { says: 'server', status: 500 },
};

type Voice = Pick<Page, 'wait' | 'say' | 'report' | 'owner'>;

function hearing(parts: PageParts, { wait, say, report }: Voice): Page['hears'] {
  const { clock, hands, trouble, asked } = parts;
  const begun = new Set<string>();
  const perform = async (step: { readonly verb: string; readonly ms?: number; readonly text?: string }) => {
    await wait(step.ms ?? 200);
    if (step.verb === 'press-retry') return hands.retry() ? null : 'hook_missing';
    if (step.verb === 'fill-composer') hands.fill(step.text ?? '');
    return null;
  };
  const ask = async (questions: readonly string[]) => {
    asked();
    await wait(250);
    const kind = trouble();
    const gist = { ...((kind && SAYS[kind]) ?? { says: 'well', status: 200 }), tookMs: 250 };
    const state = { well: 'in', 'signed-out': 'out' }[gist.says] ?? 'unknown';
    if (questions.includes('organizations')) void report({ kind: 'session-checked', at: clock.now(), state });
    return Object.fromEntries(questions.map((question) => [question, gist]));
  };
  const answers: Record<string, (input: never) => unknown> = {
    ping: () => ({}),
    'show-view': () => ({}),
    'ask-claude': ({ questions }: { questions: readonly string[] }) => ask(questions),
    'describe-page': () => ({ composer: hands.composer() === '' ? 'empty' : 'other', place: null }),
    'rescue-chat': () => ({ copies: [], shown: null }),
    'put-back': ({ text }: { text: string }) => {
      if (hands.composer() === '') hands.fill(text);
      return {};
    },
    'perform-now': async ({ step }: { step: { verb: string } }) => ({ problem: await perform(step) }),
    'perform-step': ({ runId, index, step }: { runId: string; index: number; step: { verb: string } }) => {
      const name = `${runId} ${index}`;
      if (begun.has(name)) return {};
      begun.add(name);
      void perform(step).then((problem) => say('report-step', { runId, index, problem }));
      return {};
    },
  };
  return async ({ name, input }) => {
    const answer = answers[name];
    return answer ? { ok: true, value: await answer(input as never) } : never;
  };
}

/** What a page says of itself when it has loaded. */
export const arrival = (at: number, chat: ServerChat, document: 'app' | 'login'): readonly Signal[] => [
  { kind: 'page-loaded', at, status: 200, document, blames: null, buildId: 'c41f9e07' },
  {
    ...{
      kind: 'page-context',
      at: at + 1,
      organizationId: document === 'app' ? ORG : null,
      model: 'Sonnet 4.6',
    },
    path: document === 'app' ? `/chat/${chat.id}` : '/login',
    conversationId: document === 'app' ? chat.id : null,
  },
];
