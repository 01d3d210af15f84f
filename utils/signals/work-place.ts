import type { Signal, SignalOf } from './types';

const isSignIn = (path: string): boolean => /^\/(login|logout)(\/|$)/.test(path);

/** Where the user was, also when the sign-in has taken its place: that is where they want to be back. */
export const workPlace = (signals: readonly Signal[]): SignalOf<'page-context'> | undefined =>
  signals.findLast(
    (signal): signal is SignalOf<'page-context'> => signal.kind === 'page-context' && !isSignIn(signal.path),
  );
