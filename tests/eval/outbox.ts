/** What the tab's scripts send is caught here, in place of utils/browser/messages. */
type Listener = (name: string, input: unknown) => unknown;

let listener: Listener = () => undefined;

export const onMessage = (heard: Listener): void => {
  listener = heard;
};

const send = async (name: string, input: unknown) => ({
  ok: true,
  value: (await listener(name, structuredClone(input))) ?? {},
});

/** For `vi.mock('@/utils/browser/messages')`. */
export const messages = {
  send,
  sendSurely: send,
  sendToTab: async () => ({ ok: true, value: {} }),
  listen: () => () => undefined,
};
