// @vitest-environment happy-dom
import { cleanup, render, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LibraryView } from '@/components/library/LibraryView';
import { ALL_HOSTILE, hostileChat } from '@/tests/hostile';
import { codeHtml } from '@/utils/library/page/code';
import { markdownHtml } from '@/utils/library/page/markdown';
import { given, reading, row, snapshot } from './given';

vi.mock('@/utils/browser/i18n', async () => import('../../words'));

const hit = vi.fn();
beforeEach(() => Object.assign(globalThis, { hit }));
afterEach(cleanup);

const FORBIDDEN = new Set(
  (
    'script style iframe frame frameset object embed applet img image picture video audio source link meta base form math ' +
    'template dialog marquee portal animate set use foreignobject'
  ).split(' '),
);
const LOADS = ['src', 'srcset', 'srcdoc', 'formaction', 'background', 'ping', 'poster', 'xlink:href'];
/** Ids of the page's own, which no text may bring in or take. */
const OWN_IDS = /^(artifacts-label|setting-\w+|hint-\w+)$/;

function isOffence(one: Element): boolean {
  const names = one.getAttributeNames();
  const href = one.getAttribute('href') ?? '#';
  return (
    FORBIDDEN.has(one.localName) ||
    (one.localName === 'svg' && one.parentElement?.localName !== 'button') ||
    names.some((name) => /^on/i.test(name) || LOADS.includes(name)) ||
    !/^(https?:|mailto:|#)/.test(href) ||
    (one.id !== '' && !OWN_IDS.test(one.id))
  );
}

/** Elements and attributes that no text of a chat may bring into the page. */
const offences = (root: ParentNode): readonly string[] =>
  [...root.querySelectorAll('*')].filter(isOffence).map((one) => one.outerHTML.slice(0, 120));

/** One page for many: each payload has its row, its chat, its damage and its problem. */
const PORTION = 12;
const portions = Array.from({ length: Math.ceil(ALL_HOSTILE.length / PORTION) }, (_, index) =>
  ALL_HOSTILE.slice(index * PORTION, (index + 1) * PORTION),
);

const rowOf = (payload: string, index: number) => {
  const marks = [[0, Math.min(3, payload.length)]] as const;
  const found = { conversationId: `${index}`, titleMarks: marks, excerpts: [{ text: payload, marks }] };
  return row({ conversationId: `${index}`, title: payload }, { goneAt: 1, hit: found });
};

const fileOf = (payload: string) => ({
  ...{ conversationId: 'x', fileId: payload, name: payload, announcedSize: 1, size: 0 },
  ...{ kind: 'upload' as const, hash: null, problem: payload, capturedAt: 0 },
});

const damageOf = (payload: string) => ({
  ...({ what: 'changed', kind: 'conversation', id: payload, title: payload } as const),
  ...{ hash: payload, capturedAt: 0 },
});

const problemOf = (payload: string) => ({
  ...{ file: payload, where: payload, title: payload },
  what: 'not-json' as const,
});

/** DOMPurify does nothing in this DOM: what stands before it has to hold alone. With it: tests/e2e/reader.test.ts. */
const parsed = (html: string): DocumentFragment => {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content;
};
const withoutSanitiser = {
  markdown: (...args: Parameters<typeof markdownHtml>) => parsed(markdownHtml(...args)),
  code: (...args: Parameters<typeof codeHtml>) => parsed(codeHtml(...args)),
};

function everywhere(payloads: readonly string[]) {
  const [first = ''] = payloads;
  const best = snapshot({ title: first, model: first });
  const chats = payloads.map((payload, place) => hostileChat(payload, place));
  const chat = { ...hostileChat(first), chat_messages: chats.flatMap((one) => one.chat_messages) };
  const counts = { conversations: 1, projects: 0, files: 0 };
  return given({
    rich: withoutSanitiser,
    rows: payloads.map(rowOf),
    reading: reading(chat, {
      snapshot: best,
      versions: [best, ...payloads.map((hash) => ({ ...best, hash, title: hash }))],
      projectName: first,
      files: payloads.map(fileOf),
    }),
    choices: {
      projects: payloads.map((name, index) => ({ id: `${index}`, name })),
      models: payloads,
      sources: ['api'],
    },
    check: {
      ...{ ...counts, state: 'done', depth: 'full', versions: 1, objects: 1, bytes: 1, unused: 0 },
      damage: payloads.map(damageOf),
    },
    imported: {
      ...{ ...counts, state: 'done', added: 1, merged: 0, known: 0, full: false, moreProblems: 0 },
      problems: payloads.map(problemOf),
    },
    afterRest: (work) => {
      work();
      return () => undefined;
    },
  });
}

test.each(portions)('%j and others stay text in the list, the reader and beside it', async (...payloads) => {
  const { container } = render(<LibraryView {...everywhere(payloads)} />);
  await waitFor(() => expect(container.querySelectorAll('.turn')).toHaveLength(new Set(payloads).size * 2));
  for (const fold of container.querySelectorAll('details')) {
    fold.open = true;
    fold.dispatchEvent(new Event('toggle'));
  }
  await waitFor(() => expect(container.querySelector('.artifacts .code pre')).not.toBeNull());
  expect(offences(container)).toEqual([]);
  const text = container.textContent ?? '';
  for (const payload of payloads) expect(text).toContain(payload);
  expect(hit).not.toHaveBeenCalled();
});
