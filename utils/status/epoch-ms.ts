import * as z from 'zod/mini';

/** Later there is no date that people write, and soon none that can be written at all. */
export const LATEST_MS = Date.UTC(9999, 11, 31);

/** A time as it is stored: one that can be shown and written into a file. */
export const epochMs = z.number().check(z.minimum(0), z.maximum(LATEST_MS));
