import * as z from 'zod/mini';

/** Fields that several signals share. Everything is bounded, because the page can forge what it likes. */
export const at = z.number();
/** One request or one turn of one page load. */
export const id = z.string().check(z.maxLength(64));
export const uuid = z.nullable(z.string().check(z.maxLength(64)));
export const word = z.nullable(z.string().check(z.maxLength(2_000)));
export const status = z.nullable(z.number());
export const protocol = z.enum(['legacy', 'merged']);
export const endpoint = z.enum(['send', 'action', 'timeline', 'conversation', 'list', 'session', 'other']);
export const failure = z.enum([
  'overloaded',
  'server',
  'gateway',
  'network',
  'cut',
  'limit',
  'length',
  'signed-out',
  'challenge',
  'content',
  'model',
  'other',
]);
