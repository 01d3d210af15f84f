import { browser } from 'wxt/browser';
import type { Input, MessageName, Output } from '@/utils/messaging/protocol';
import { callerOf, type Handlers, type Reply, type Rows, receive } from '@/utils/messaging/receive';
import { fail, type Result } from '@/utils/result';

/** `gone`: nobody is there to receive it (tab closed, page left, extension reloaded). */
type Answer<N extends MessageName> = Result<Output<N>, 'bad-message' | 'refused' | 'failed' | 'gone'>;

const own = () => ({ id: browser.runtime.id, baseUrl: browser.runtime.getURL('/') });

/** Answers messages; register it before anything else runs, so that a woken worker misses none. */
export function listen(handlers: Handlers, rows: Rows): () => void {
  const listener = (message: unknown, sender: object, respond: (reply: Reply) => void): true | undefined => {
    const reply = receive(message, callerOf(sender, own()), handlers, rows);
    if (!reply) return undefined;
    void reply.then(respond);
    return true; // Chrome takes an answer that comes later only in this way
  };
  browser.runtime.onMessage.addListener(listener as never);
  return () => browser.runtime.onMessage.removeListener(listener as never);
}

/** To the background, or to the extension's pages. */
export const send = <N extends MessageName>(name: N, input: Input<N>): Promise<Answer<N>> =>
  answered(() => browser.runtime.sendMessage({ name, input }));

/** Once more when the background died over it: the browser ends it now and then, and the next one is there at once. */
export const sendSurely: typeof send = async (name, input) => {
  const answer = await send(name, input);
  return answer.ok || answer.error !== 'gone' ? answer : send(name, input);
};

export const sendToTab = <N extends MessageName>(
  tabId: number,
  name: N,
  input: Input<N>,
): Promise<Answer<N>> => answered(() => browser.tabs.sendMessage(tabId, { name, input }, { frameId: 0 }));

async function answered<N extends MessageName>(call: () => Promise<unknown>): Promise<Answer<N>> {
  try {
    return ((await call()) as Answer<N> | undefined) ?? fail('gone');
  } catch {
    return fail('gone'); // "Receiving end does not exist", "Extension context invalidated": nobody is there
  }
}
