import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type DraftPlace,
  freshOf,
  keep,
  leftFor,
  letGo,
  type Shelf,
  sentFrom,
  typedIn,
} from '@/utils/drafts/shelf';
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
          expect(found).toEqual({ ...draft(JSON.parse(JSON.stringify(text)), 5, { state }), ...place });
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
        const same = one.tabId === two.tabId && one.conversationId === two.conversationId;
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

describe('a page that is gone', () => {
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
  const givenTo = (tabId: number, openTabs: readonly number[], kept = shelf) =>
    leftFor(kept, { tabId, conversationId: null }, (one) => openTabs.includes(one.tabId ?? -1));

  test('the latest text that stands in no open one', () => {
    expect(givenTo(9, [3, 9])?.text).toBe('newer');
    expect(givenTo(9, [2, 3, 9])?.text).toBe('old');
    expect(givenTo(9, [1, 2, 3, 9])).toBeNull();
    expect(givenTo(9, [9], {})).toBeNull();
  });

  test('its own tab comes first', () => {
    expect(givenTo(1, [1, 2, 3])?.text).toBe('old');
  });

  test('what was put back moves: no second tab gets it', () => {
    const after = keep(shelf, { tabId: 9, conversationId: null, page: 'p' }, draft('newer', 10_000));
    expect(Object.keys(after)).toHaveLength(Object.keys(shelf).length);
    expect(givenTo(10, [3, 9, 10], after)?.text).toBe('old');
  });

  test('what was not put back is not overwritten by what is typed instead', () => {
    const place = { tabId: 7, conversationId: CHAT };
    const before = keep({}, { ...place, page: 'before' }, draft('the old text', 1_000));
    const after = keep(before, { ...place, page: 'now' }, draft('something else', 2_000));
    expect(Object.values(after).map(({ text }) => text)).toEqual(['something else', 'the old text']);
    expect(typedIn(after, place)?.text).toBe('something else');
  });

  test('who goes on with it has it once', () => {
    const place = { tabId: 7, conversationId: CHAT };
    const before = keep({}, { ...place, page: 'before' }, draft('half', 1_000));
    const after = keep(before, { ...place, page: 'now' }, draft('half a thought', 2_000));
    expect(Object.values(after).map(({ text }) => text)).toEqual(['half a thought']);
  });

  test('a page that was emptied lets its own text go, and no other', () => {
    const place = { tabId: 7, conversationId: CHAT };
    const before = keep({}, { ...place, page: 'before' }, draft('half', 1_000));
    const typed = keep(before, { ...place, page: 'now' }, draft('other', 2_000));
    const after = keep(typed, { ...place, page: 'now' }, draft('', 3_000));
    expect(Object.values(after).map(({ text }) => text)).toEqual(['half']);
  });

  test('after seven days nobody gets it', () => {
    expect(Object.keys(freshOf(shelf, 2_500 + 7 * DAY_MS))).toHaveLength(3);
    expect(freshOf(shelf, 20_000 + 7 * DAY_MS)).toEqual({});
  });
});

describe('two tabs of one chat', () => {
  const other = { tabId: 8, conversationId: CHAT };

  test('each has its own text', () => {
    const shelf = keep(keep({}, inChat, draft('one')), other, draft('two', 2_000));
    expect(typedIn(shelf, inChat)?.text).toBe('one');
    expect(typedIn(shelf, other)?.text).toBe('two');
  });

  test('the same text in both: each has it while both are open', () => {
    const shelf = keep(keep({}, inChat, draft('one')), other, draft('one', 2_000), [7, 8]);
    expect(typedIn(keep(shelf, other, draft('', 3_000), [7, 8]), inChat)?.text).toBe('one');
    expect(Object.keys(keep(shelf, other, draft('one', 3_000), [8]))).toHaveLength(1);
  });

  test('each waits for its own answer', () => {
    const shelf = keep(keep({}, inChat, sent('one')), other, sent('two', 2_000));
    expect(sentFrom(shelf, inChat)?.text).toBe('two');
    expect(Object.values(letGo(shelf, inChat)).map(({ text }) => text)).toEqual(['two']);
    expect(Object.values(letGo(shelf, other)).map(({ text }) => text)).toEqual(['one']);
  });
});

describe('a message that got no answer, and then another', () => {
  const both = keep(keep({}, inChat, sent('one')), inChat, sent('two', 2_000));

  test('both are kept, and the latest is the one to put back', () => {
    expect(Object.values(both).map(({ text }) => text)).toEqual(['two', 'one']);
    expect(sentFrom(both, inChat)?.text).toBe('two');
  });

  test('the answer to the second leaves the first in the list', () => {
    const after = letGo(both, inChat);
    expect(Object.values(after).map(({ text }) => text)).toEqual(['one']);
    expect(sentFrom(after, inChat)).toBeNull();
  });

  test('the answer to the second is told twice, as after the background died over it: the first stays', () => {
    const after = letGo(letGo(both, inChat), inChat);
    expect(Object.values(after).map(({ text }) => text)).toEqual(['one']);
  });

  test('also when another tab had sent in between', () => {
    const mixed = keep(keep({}, inChat, sent('one')), { ...inChat, tabId: 8 }, sent('other', 1_500));
    const after = letGo(letGo(keep(mixed, inChat, sent('two', 2_000)), inChat), inChat);
    expect(
      Object.values(after)
        .map(({ text }) => text)
        .sort(),
    ).toEqual(['one', 'other']);
  });

  test('sent again, it is there once', () => {
    const again = keep(both, inChat, sent('one', 3_000));
    expect(Object.values(again).map(({ text }) => text)).toEqual(['one', 'two']);
    expect(sentFrom(again, inChat)?.text).toBe('one');
  });
});

describe('files', () => {
  const place = { tabId: 7, conversationId: CHAT };
  const files = (attachments: string[]) => ({ attachments });
  const before = keep({}, { ...place, page: 'before' }, draft('see', 1_000, files(['plan.pdf'])));

  test('their names stay when the text is put back without them', () => {
    const back = keep(before, { ...place, page: 'now' }, draft('see', 2_000));
    const on = keep(back, { ...place, page: 'now' }, draft('see this', 3_000));
    expect(typedIn(on, place)).toMatchObject({ attachments: ['plan.pdf'], missing: ['plan.pdf'] });
    const added = keep(on, { ...place, page: 'now' }, draft('see this', 4_000, files(['plan.pdf'])));
    expect(typedIn(added, place)?.attachments).toEqual(['plan.pdf']);
    expect(typedIn(added, place)?.missing).toBeUndefined();
  });

  test('their names stay when what was put back is changed, until nothing of it is left', () => {
    const now = { ...place, page: 'now' };
    const back = keep(before, now, draft('see', 2_000));
    for (const text of ['sea', 'se', 'the sea']) {
      const changed = keep(back, now, draft(text, 3_000));
      expect(typedIn(changed, place)).toMatchObject({ text, attachments: ['plan.pdf'] });
    }
    const anew = keep(keep(back, now, draft('', 3_000)), now, draft('see', 4_000));
    expect(typedIn(anew, place)?.attachments).toEqual([]);
  });

  test('one that the user takes away is gone', () => {
    const after = keep(before, { ...place, page: 'before' }, draft('see', 2_000));
    expect(typedIn(after, place)?.attachments).toEqual([]);
  });

  test('files without a word are kept, and fill no composer', () => {
    const shelf = keep({}, place, draft('', 1_000, files(['plan.pdf'])));
    expect(Object.values(shelf)).toMatchObject([{ text: '', attachments: ['plan.pdf'] }]);
    expect(typedIn(shelf, place)).toBeNull();
  });
});

describe('private windows', () => {
  const hidden = { tabId: 70, conversationId: CHAT, isPrivate: true };
  const shelf = keep(keep({}, hidden, draft('hidden')), inChat, draft('open', 500));

  test('have their own, and never what the others have', () => {
    expect(typedIn(shelf, inChat)?.text).toBe('open');
    expect(typedIn(shelf, hidden)?.text).toBe('hidden');
    expect(leftFor(shelf, { tabId: 99, conversationId: CHAT, isPrivate: true }, () => false)?.text).toBe(
      'hidden',
    );
    expect(leftFor(shelf, { tabId: 99, conversationId: CHAT }, () => false)?.text).toBe('open');
    expect(sentFrom(keep({}, hidden, sent('hidden')), inChat)).toBeNull();
  });

  test('the same text in both is kept for both', () => {
    const same = keep(shelf, inChat, draft('hidden', 3_000));
    expect(typedIn(same, hidden)?.text).toBe('hidden');
    expect(typedIn(same, inChat)?.text).toBe('hidden');
  });
});
