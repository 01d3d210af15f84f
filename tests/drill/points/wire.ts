import { waitFor } from '../../browsers/poll.ts';
import type { ExtensionBrowser } from '../../browsers/types.ts';

/** The drill's end of the hook's wire; it lives in a document of the extension that nobody sees. */
export interface Wire {
  /** From now on the background counts, and dies at the k-th point; Infinity: it lives. */
  readonly arm: (at: number) => Promise<void>;
  /** The name of the point at which it went still; null when it hasn't within the time, or was disarmed. */
  readonly died: (timeoutMs: number) => Promise<string | null>;
  /** The points that it has passed since; null when it is another life that nobody has armed. */
  readonly disarm: () => Promise<readonly string[] | null>;
}

interface Heard {
  wire: BroadcastChannel;
  armed: boolean;
  died: string | null;
  names: readonly string[] | null;
}

declare const chrome: { runtime: { sendMessage: (message: object) => Promise<unknown> } };

/** Runs in the extension. The message is nobody's, and wakes the background. */
async function begin(at: number | null): Promise<boolean> {
  const page = globalThis as { drill?: Heard };
  await chrome.runtime.sendMessage({ drill: true }).catch(() => undefined);
  if (!page.drill) {
    const wire = new BroadcastChannel('drill-points');
    page.drill = { wire, armed: false, died: null, names: null };
    wire.onmessage = ({ data }) => Object.assign(page.drill as Heard, data);
  }
  const { drill } = page;
  Object.assign(drill, { armed: false, died: null, names: null });
  drill.wire.postMessage({ arm: at ?? Number.POSITIVE_INFINITY });
  for (let tries = 0; tries < 40 && !drill.armed; tries += 1)
    await new Promise((done) => setTimeout(done, 5));
  return drill.armed;
}

/** Runs in the extension. */
async function untilDied(timeoutMs: number): Promise<string | null> {
  const { drill } = globalThis as { drill?: Heard };
  for (const until = Date.now() + timeoutMs; Date.now() < until && !drill?.died && !drill?.names; )
    await new Promise((done) => setTimeout(done, 4));
  return drill?.died ?? null;
}

/** Runs in the extension. */
async function end(): Promise<readonly string[] | null> {
  const { drill } = globalThis as { drill?: Heard };
  drill?.wire.postMessage({ disarm: true });
  for (let tries = 0; tries < 40 && !drill?.names; tries += 1)
    await new Promise((done) => setTimeout(done, 5));
  return drill?.names ?? null;
}

export function wireOf(browser: ExtensionBrowser): Wire {
  return {
    arm: async (at) => {
      const wanted = Number.isFinite(at) ? at : null;
      await waitFor(() => browser.evaluateInExtension(begin, wanted), { message: 'the background to count' });
    },
    died: (timeoutMs) => browser.evaluateInExtension(untilDied, timeoutMs),
    disarm: () => browser.evaluateInExtension(end),
  };
}
