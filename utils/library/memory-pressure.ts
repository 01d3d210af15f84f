/**
 * Keeps long work with many chats small. A browser clears up a worker when it hears of much memory outside of the worker's heap, and
 * late otherwise: of a thousand chats 60 MB lie about by then. Room that is asked for and never written to takes no memory.
 * Seen: `npm run bench -- --only backup`, Chromium 156 (2026-11). When wrong: a backup takes more memory, and nothing else.
 */
const ROOM_BYTES = 96 * 2 ** 20;
const EVERY_CHATS = 5;

/** Called after each chat. */
export function clearingUp(ask: (bytes: number) => unknown = (bytes) => new ArrayBuffer(bytes)): () => void {
  let chats = 0;
  return () => {
    chats += 1;
    if (chats % EVERY_CHATS > 0) return;
    try {
      ask(ROOM_BYTES);
    } catch {
      // no room left: then the browser clears up anyway
    }
  };
}
