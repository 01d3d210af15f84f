import type * as z from 'zod/mini';
import type { SignalSchema } from './registry';

/** One observed fact with a time. Plain JSON; no text of a conversation ever. */
export type Signal = z.infer<typeof SignalSchema>;
export type SignalKind = Signal['kind'];
export type SignalOf<K extends SignalKind> = Extract<Signal, { kind: K }>;
