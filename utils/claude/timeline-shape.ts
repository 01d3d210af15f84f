/**
 * What stands where in an event of the newer protocol's reply stream, as far as it is known: which fields are messages, and
 * which are names of claude.ai's. A recording of a failure keeps those names and no other words.
 * Seen: tests/fixtures/claude/timeline-frames.json (2026-10; field numbers from the page's schema).
 * When wrong: a recording is judged otherwise than what was recorded, and isn't written.
 */
export interface Shape {
  /** `name`: claude.ai's own word for something. `text`: somebody's words. `bytes`: neither. */
  readonly [field: number]: Shape | 'name' | 'text';
}

const STREAM_ERROR: Shape = {
  1: 'name',
  2: 'text',
  3: 'text',
  5: { 2: 'name' },
  6: {},
  7: { 1: 'name', 2: {}, 3: {}, 4: {}, 10: 'name' },
  8: {},
  9: {},
  10: {},
  11: {},
};
const ACK: Shape = { 1: { 1: 'text' }, 3: { 1: STREAM_ERROR, 2: 'text', 3: 'name' } };
const CONVERSATION: Shape = {
  1: 'text',
  2: 'text',
  6: 'name',
  7: 'text',
  9: 'text',
  13: 'text',
  14: 'text',
  61: {},
};
const MESSAGE: Shape = {
  1: 'text',
  11: 'text',
  16: { 1: 'name', 2: 'name', 3: 'text', 4: 'text', 7: { 4: 'name', 5: 'name' }, 9: 'text' },
};
const UPDATE: Shape = { 2: CONVERSATION, 3: MESSAGE, 20: ACK, 31: { 1: 'text' } };

/** Of one frame. */
export const TIMELINE_SHAPE: Shape = {
  1: { 1: UPDATE, 2: { 1: 'text', 2: 'text', 6: 'text' }, 3: STREAM_ERROR, 4: { 2: {} }, 5: ACK },
};
