import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adopt, type DraftPlace, keep, letGo, type Shelf, sentFrom, typedIn } from '@/utils/drafts/shelf';
import type { Draft } from '@/utils/drafts/types';

const DAY_MS = 24 * 3_600_000;
const CHAT = '01990a4e-7c21-7d3a-9f10-52b6c0d1e2f3';
const inChat: DraftPlace = { tabId: 7, conversationId: CHAT };
const inNewChat: DraftPlace = { tabId: 7, conversationId: null };

const draft = (text: string, at = 1_000, special: Partial<Draft> = {}): Draft => ({
  text,
  attachments: [],
  conversationId: null,
  updatedAt: at,
  state: 'typing',
  ...special,
});
const sent = (text: string, at = 1_000) => draft(text, at, { state: 'sent' });

const places = fc.record({
  tabId: fc.integer({ min: 1, max: 4 }),
  conversationId: fc.constantFrom(null, CHAT, '__proto__', 'constructor', 'b'),
});
const texts = fc.string({ unit: 'binary', minLength: 1, maxLength: 200 });

describe('keeping', () => {
  test('any text, to the character', () => {
    fc.assert(
      fc.property(
        places,
        texts,
        fc.constantFrom('typing' as const, 'sent' as const),
        (place, text, state) => {
          const shelf = JSON.parse(JSON.stringify(keep({}, place, draft(text, 5, { state })))) as Shelf;
          const found = state === 'typing' ? typedIn(shelf, place) : sentFrom(shelf, place);
          expect(found?.text).toBe(JSON.parse(JSON.stringify(text)));
          expect(found).toEqual(draft(JSON.parse(JSON.stringify(text)), 5, { state }));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('what was kept before stays as it was, also when it is not touched', () => {
    const before = keep({}, inChat, draft('one'));
    const frozen = structuredClone(before);
    keep(before, inChat, draft('two', 2_000));
    letGo(before, inChat);
    expect(before).toEqual(frozen);
  });

  test('the latest text counts', () => {
    const shelf = keep(keep({}, inChat, draft('one')), inChat, draft('one two', 2_000));
    expect(typedIn(shelf, inChat)?.text).toBe('one two');
    expect(Object.keys(shelf)).toHaveLength(1);
  });

  test('text that the user has deleted is let go', () => {
    expect(keep(keep({}, inChat, draft('one')), inChat, draft('', 2_000))).toEqual({});
  });

  test('each place has its own', () => {
    fc.assert(
      fc.property(places, places, texts, texts, (one, two, first, second) => {
        const shelf = keep(keep({}, one, draft(first)), two, draft(second, 2_000));
        expect(typedIn(shelf, two)?.text).toBe(second);
        const same =
          one.conversationId === null
            ? one.tabId === two.tabId && two.conversationId === null
            : one.conversationId === two.conversationId;
        expect(typedIn(shelf, one)?.text).toBe(same ? second : first);
      }),
    );
  });

  test('a chat has one draft, whichever tab shows it', () => {
    const shelf = keep({}, inChat, draft('one'));
    expect(typedIn(shelf, { tabId: 99, conversationId: CHAT })?.text).toBe('one');
    expect(typedIn(shelf, inNewChat)).toBeNull();
  });
});

describe('how long, and how many', () => {
  test.each([
    [7 * DAY_MS - 1, 'old'],
    [7 * DAY_MS, undefined],
  ])('after %i ms', (age, text) => {
    const shelf = keep(
      keep({}, inChat, draft('old', 0)),
      { tabId: 8, conversationId: null },
      draft('new', age),
    );
    expect(typedIn(shelf, inChat)?.text).toBe(text);
  });

  test('a hundred at most, the newest', () => {
    const ages = fc.shuffledSubarray(
      Array.from({ length: 140 }, (_, index) => index),
      { minLength: 120 },
    );
    fc.assert(
      fc.property(ages, (order) => {
        const shelf = order.reduce<Shelf>(
          (kept, at) => keep(kept, { tabId: at, conversationId: null }, draft(`text ${at}`, 10_000 + at)),
          {},
        );
        expect(Object.keys(shelf)).toHaveLength(100);
        const newest = order.toSorted((a, b) => b - a).slice(0, 3);
        for (const at of newest)
          expect(typedIn(shelf, { tabId: at, conversationId: null })?.text).toBe(`text ${at}`);
      }),
      { numRuns: 40 },
    );
  });
});

describe('from typing to an answer', () => {
  test('a sent message is not typed any more', () => {
    const shelf = keep(keep({}, inChat, draft('one')), inChat, sent('one', 2_000));
    expect(typedIn(shelf, inChat)).toBeNull();
    expect(sentFrom(shelf, inChat)?.text).toBe('one');
  });

  test('the first send gives the chat its id', () => {
    const shelf = keep(keep({}, inNewChat, draft('one')), inChat, sent('one', 2_000));
    expect(typedIn(shelf, inNewChat)).toBeNull();
    expect(sentFrom(shelf, inChat)?.text).toBe('one');
  });

  test('sent before the chat had its id', () => {
    expect(sentFrom(keep({}, inNewChat, sent('one')), inChat)?.text).toBe('one');
  });

  test('the answer came: the message goes, what is typed meanwhile stays', () => {
    const shelf = keep(keep({}, inChat, sent('one')), inChat, draft('two', 2_000));
    const after = letGo(shelf, inChat);
    expect(sentFrom(after, inChat)).toBeNull();
    expect(typedIn(after, inChat)?.text).toBe('two');
  });

  test('the answer came for a message that was sent before the chat had its id', () => {
    expect(letGo(keep({}, inNewChat, sent('one')), inChat)).toEqual({});
  });

  test('nothing of another place goes', () => {
    const other = { tabId: 8, conversationId: 'other' };
    expect(sentFrom(letGo(keep({}, other, sent('one')), inChat), other)?.text).toBe('one');
  });
});

describe('a new chat whose tab is gone', () => {
  const shelf = [
    ['old', 1, 1_000],
    ['newer', 2, 2_000],
    ['open', 3, 3_000],
  ].reduce<Shelf>(
    (kept, [text, tabId, at]) =>
      keep(kept, { tabId: Number(tabId), conversationId: null }, draft(String(text), Number(at))),
    keep(
      keep({}, inChat, draft('in a chat', 9_000)),
      { tabId: 5, conversationId: null },
      sent('sent', 9_500),
    ),
  );

  const adoptedBy = (tabId: number, openTabs: readonly number[]) =>
    typedIn(adopt(shelf, tabId, openTabs), { tabId, conversationId: null })?.text;

  test('the latest one that no open tab holds', () => {
    expect(adoptedBy(9, [3, 9])).toBe('newer');
    expect(adoptedBy(9, [2, 3, 9])).toBe('old');
  });

  test('it moves: no second tab gets it', () => {
    const after = adopt(shelf, 9, [3, 9]);
    expect(Object.keys(after)).toHaveLength(Object.keys(shelf).length);
    expect(typedIn(after, { tabId: 2, conversationId: null })).toBeNull();
    const next = adopt(after, 10, [3, 9, 10]);
    expect(typedIn(next, { tabId: 10, conversationId: null })?.text).toBe('old');
  });

  test('none', () => {
    expect(adopt(shelf, 9, [1, 2, 3, 9])).toBe(shelf);
    expect(adopt({}, 9, [9])).toEqual({});
  });
});
