import { describe, expect, test } from 'vitest';
import { documentNow } from '@/utils/signals/document-now';
import { a } from './given';

const broken = a('navigation-failed', 9_000, { error: 'net::ERR_CONNECTION_RESET' });
const empty = (at: number) => a('navigation-failed', at, { status: 503 });

describe('what became of the latest document', () => {
  test('nothing is known', () => expect(documentNow([a('banner', 1_000)])).toBeUndefined());

  test.each([
    ['a page', [empty(1_000), a('page-loaded', 2_000)], 1],
    ['no answer', [a('page-loaded', 8_900), broken], 1],
    ['an empty answer long after a page', [a('page-loaded', 1_000), empty(60_000)], 1],
    ['an empty answer to a reload of a page that came well', [a('page-loaded', 1_000), empty(3_000)], 1],
    [
      'a worker that woke late told of the page that had told of itself',
      [a('page-loaded', 1_000, { document: 'challenge', status: 503 }), empty(1_600)],
      0,
    ],
    [
      'the same, where the page does not know its status',
      [a('page-loaded', 1_000, { document: 'outage', status: null }), empty(1_600)],
      0,
    ],
    [
      'another answer than the page had',
      [a('page-loaded', 1_000, { document: 'challenge', status: 403 }), empty(3_000)],
      1,
    ],
  ])('%s', (_, signals, index) => expect(documentNow(signals)).toBe(signals[index]));
});
