import { waitFor } from '../../browsers/poll.ts';

const FIRST_MS = 12_000;
const AGAIN_MS = 40_000;

/** What has to come. A press that died with the background is made once more, as the user would make it. */
export async function comes(
  message: string,
  is: () => Promise<boolean>,
  again?: () => Promise<unknown>,
): Promise<void> {
  const firstMs = again ? FIRST_MS : AGAIN_MS;
  try {
    await waitFor(is, { timeoutMs: firstMs, message });
  } catch (error) {
    if (!again) throw error;
    await again();
    await waitFor(is, { timeoutMs: AGAIN_MS, message: `${message}, pressed twice` });
  }
}

/** Nothing is pressed again where it is no longer offered. */
export const ifThere = (press: () => Promise<unknown>) => (): Promise<unknown> =>
  press().catch(() => undefined);
