/** What a page of the library has deleted, or is about to; the others show it no more. */
export type Deletion =
  | { readonly what: 'chat'; readonly conversationId: string }
  /** Whatever is being written into the library is to be let go. */
  | { readonly what: 'begins' }
  | { readonly what: 'everything' };

const NAME = 'lifeline-library-deleted';

/** Heard by every page of the library, also by the one that tells. */
export function tellDeleted(deletion: Deletion): void {
  const channel = new BroadcastChannel(NAME);
  channel.postMessage(deletion);
  channel.close();
}

export function onDeleted(listener: (deletion: Deletion) => void): void {
  new BroadcastChannel(NAME).onmessage = ({ data }: MessageEvent<Deletion>) => listener(data);
}
