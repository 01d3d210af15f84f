import { waitFor } from '../../browsers/poll.ts';
import type { ExtensionBrowser } from '../../browsers/types.ts';
import type { Death } from './hook.ts';

/** The drill's end of the hook's wire; it lives in a document of the extension that nobody sees. */
export interface Wire {
  /** From now on the background counts, and dies there; null: it lives. */
  readonly arm: (death: Death | null) => Promise<void>;
  /** The place at which it went still; null when it hasn't within the time, or was disarmed. */
  readonly died: (timeoutMs: number) => Promise<string | null>;
  /** The places that it has come to since, and how often; null when it is another life that nobody has armed. */
  readonly disarm: () => Promise<Counted | null>;
}

/** How often each place was come to. */
export type Counted = Readonly<Record<string, number>>;

interface Heard {
  wire: BroadcastChannel;
  armed: boolean;
  died: string | null;
  places: Counted | null;
}

declare const chrome: { runtime: { sendMessage: (message: object) => Promise<unknown> } };

/** Runs in the extension. The message is nobody's, and wakes the background. */
async function begin(death: Death | null): Promise<boolean> {
  const page = globalThis as { drill?: Heard };
  await chrome.runtime.sendMessage({ drill: true }).catch(() => undefined);
  if (!page.drill) {
    const wire = new BroadcastChannel('drill-points');
    page.drill = { wire, armed: false, died: null, places: null };
    wire.onmessage = ({ data }) => Object.assign(page.drill as Heard, data);
  }
  const { drill } = page;
  Object.assign(drill, { armed: false, died: null, places: null });
  drill.wire.postMessage({ arm: death ?? { place: null, time: 0 } });
  for (let tries = 0; tries < 40 && !drill.armed; tries += 1)
    await new Promise((done) => setTimeout(done, 5));
  return drill.armed;
}

/** Runs in the extension. */
async function untilDied(timeoutMs: number): Promise<string | null> {
  const { drill } = globalThis as { drill?: Heard };
  for (const until = Date.now() + timeoutMs; Date.now() < until && !drill?.died && !drill?.places; )
    await new Promise((done) => setTimeout(done, 4));
  return drill?.died ?? null;
}

/** Runs in the extension. */
async function end(): Promise<Counted | null> {
  const { drill } = globalThis as { drill?: Heard };
  drill?.wire.postMessage({ disarm: true });
  for (let tries = 0; tries < 40 && !drill?.places; tries += 1)
    await new Promise((done) => setTimeout(done, 5));
  return drill?.places ?? null;
}

export function wireOf(browser: ExtensionBrowser): Wire {
  return {
    arm: async (death) => {
      await waitFor(() => browser.evaluateInExtension(begin, death), { message: 'the background to count' });
    },
    died: (timeoutMs) => browser.evaluateInExtension(untilDied, timeoutMs),
    disarm: () => browser.evaluateInExtension(end),
  };
}
