import { pathOf } from './reloading';
import type { Fix, Step } from './types';

const RESULTS = ['private_sign_in', 'private_try', 'private_works', 'private_fails'];

/** Where the browser doesn't open it for us. */
export const privateByHand: readonly Step[] = [{ verb: 'show-steps', guide: ['private_open', ...RESULTS] }];

export const tryPrivateWindow = {
  id: 'try-private-window',
  risk: 'safe',
  available: () => true,
  plan: (context) => {
    if (context.more?.opensPrivate !== true) return privateByHand;
    return [
      { verb: 'open-private-window', path: pathOf(context) },
      { verb: 'show-steps', guide: ['private_opened', ...RESULTS] },
    ];
  },
} as const satisfies Fix;
