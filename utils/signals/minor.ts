import type { Signal, SignalOf } from './types';

type Endpoint = SignalOf<'request-started'>['endpoint'];
const MINOR: readonly Endpoint[] = ['other', 'list', 'session'];

/** The endpoint of a call that goes on beside the chat, of which the latest are enough; undefined for what matters more. */
export const minorCall = (signal: Signal): Endpoint | undefined =>
  'endpoint' in signal && MINOR.includes(signal.endpoint) ? signal.endpoint : undefined;
