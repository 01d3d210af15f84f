import { vi } from 'vitest';
import { watchFetch } from '@/utils/claude/watch-fetch';
import { type Clock, within } from './clock.ts';
import { earlyEyes, lateEyes } from './eyes.ts';
import { ORG_ID, withIds } from './ids.ts';
import { answerCall } from './network.ts';
import { performStep, type Stage } from './page-steps.ts';
import { fillWindow, openWindow, type TabState, type TabWindow } from './tab-window.ts';
import type { CallFacts, DocumentFacts, Step, Surface } from './types.ts';

/** One document of claude.ai with both observers on it, as the browser would put them there. */
export interface Page {
  readonly realm: string;
  readonly window: TabWindow;
  readonly perform: (step: Step) => void;
  /** Answers as soon as its thread is free; `gone` when it closes before. */
  readonly ask: () => Promise<'answered' | 'gone'>;
  readonly close: () => void;
}

export interface PageParts {
  readonly clock: Clock;
  readonly surface: Surface;
  readonly tab: TabState;
  readonly realm: string;
}

export function openPage(parts: PageParts, facts: DocumentFacts): Page {
  const { clock, tab, realm } = parts;
  const window = openWindow(facts, tab);
  vi.stubGlobal('fetch', sessionAnswer(parts));
  const eyes = within(realm, () =>
    parts.surface.observer === 'late' ? lateEyes(window.document as unknown as Document) : earlyEyes(window),
  );
  const network = pageNetwork(parts, window, eyes.heard);
  const stage: Stage = { window, facts, now: clock.now, moved: eyes.look, ...network };
  within(realm, () => {
    fillWindow(window, facts);
    window.document.dispatchEvent(new window.Event('DOMContentLoaded'));
    window.dispatchEvent(new window.Event('load'));
    eyes.look();
  });
  let leave = (): void => undefined;
  const left = new Promise<'gone'>((resolve) => {
    leave = () => resolve('gone');
  });
  const ask = (): ReturnType<Page['ask']> =>
    Promise.race([
      left,
      new Promise<'answered'>((resolve) => {
        const answer = (): void => {
          eyes.ping();
          resolve('answered');
        };
        within(realm, () => clock.setTimer(answer, 0));
      }),
    ]);
  const close = (): void => {
    within(realm, () => {
      window.dispatchEvent(new window.Event('pagehide'));
      eyes.end();
    });
    leave();
    const { localStorage } = window;
    const keys = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? '');
    tab.local = new Map(keys.map((key) => [key, localStorage.getItem(key) ?? '']));
    clock.kill(realm);
  };
  return { realm, window, ask, close, perform: (step) => within(realm, () => performStep(stage, step)) };
}

/** What claude.ai answers when the extension asks whether somebody is signed in. */
const sessionAnswer =
  ({ surface: { session = 'in' }, tab }: PageParts) =>
  async (): Promise<Response> => {
    if (!tab.online) throw new TypeError('Failed to fetch');
    if (session === 'in') return Response.json([{ uuid: ORG_ID, capabilities: ['chat'] }]);
    const error = { type: 'authentication_error', message: 'Not authenticated' };
    return session === 'out'
      ? Response.json({ type: 'error', error, request_id: null }, { status: 401 })
      : new Response('upstream connect error', { status: 503 });
  };

/** The page's `fetch`, watched from its own world. */
function pageNetwork({ clock, surface, realm }: PageParts, window: TabWindow, heard: (said: object) => void) {
  const steps = new Map(
    surface.steps.flatMap((step) => (step.do === 'call' ? [[step.id, step] as const] : [])),
  );
  const aborts = new Map<string, AbortController>();
  // The call is found by its name, which travels as a header that no code reads.
  const native: typeof fetch = (_, init) => {
    const id = new Headers(init?.headers).get('x-step') ?? '';
    const step = steps.get(id);
    if (!step || !init?.signal) throw new Error(`no call ${id}`);
    return answerCall({ clock, browser: surface.browser ?? 'chrome' }, step, init.signal);
  };
  const target = { fetch: native, location: window.location as unknown as Location };
  within(realm, () => watchFetch(target, { report: heard, now: Date.now }));
  return {
    startCall: (step: CallFacts): void => {
      const abort = new AbortController();
      aborts.set(step.id, abort);
      void readAnswer(target, step, abort.signal);
    },
    abortCall: (id: string): void => aborts.get(id)?.abort(),
  };
}

/** The page calls and reads the answer to its end, as claude.ai's does. */
async function readAnswer(
  target: { fetch: typeof fetch },
  { id, method, url }: CallFacts,
  signal: AbortSignal,
): Promise<void> {
  try {
    const { body } = await target.fetch(withIds(url), { method, headers: { 'x-step': id }, signal });
    const reader = body?.getReader();
    while (reader && !(await reader.read()).done);
  } catch {
    // The page shows what it shows: that is a step of its own.
  }
}
