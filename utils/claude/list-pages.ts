/**
 * A list of claude.ai that is read page by page while it changes. It is newest first and has no cursor, only an offset: what is
 * touched between two pages jumps to the top and pushes the rest down, what is deleted pulls the rest up.
 * Seen: tests/fixtures/conversations/list-page.json (2026-10). When wrong: rows are missed, or read for ever.
 */

import * as z from 'zod/mini';
import { asked, type ListOptions } from '@/utils/claude/client';
import { type ClientFailure, type Fetch, failed, getJson, type Outcome } from '@/utils/claude/client-answer';

/** Each row is checked by itself, so that one that is malformed doesn't cost the others. */
const PageSchema = z.looseObject({ data: z.array(z.unknown()), has_more: z.nullish(z.boolean()) });

export interface ListPage {
  readonly rows: readonly unknown[];
  readonly hasMore: boolean;
}

export const PAGE_SIZE = 50;
/** Each page begins with the end of the one before: an unknown row there tells that the list has moved up. */
const OVERLAP = 5;
const MAX_PAGES = 4000;
const MAX_STEPS_BACK = 20;
const MAX_REREADS = 20;

export async function readPage(fetch: Fetch, path: string, options: ListOptions): Promise<Outcome<ListPage>> {
  return asked(options, async () => {
    const answer = await getJson(fetch, path, options);
    if (!answer.ok) return answer;
    const parsed = PageSchema.safeParse(answer.value.json);
    if (!parsed.success) return failed('unknown-shape');
    const { data: rows, has_more } = parsed.data;
    return { ok: true, value: { rows, hasMore: has_more ?? rows.length >= PAGE_SIZE } };
  });
}

export interface PagedList {
  readonly ask: (offset: number) => Promise<Outcome<ListPage>>;
  /** Takes the rows of a page and tells which of them were not known before. */
  readonly take: (rows: readonly unknown[]) => readonly boolean[];
}

/** Reads until a page says that it is the last, then the top again for what jumped there meanwhile. */
export async function readPages({ ask, take }: PagedList): Promise<ClientFailure | undefined> {
  let offset = 0;
  let stepsBack = 0;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await ask(offset);
    if (!answer.ok) return answer;
    const { rows, hasMore } = answer.value;
    const fresh = take(rows);
    if (offset > 0 && fresh[0] && stepsBack < MAX_STEPS_BACK) {
      stepsBack += 1;
      offset = Math.max(0, offset - PAGE_SIZE);
      continue;
    }
    if (!hasMore) return page > 0 ? rereadTop({ ask, take }) : undefined;
    if (!fresh.includes(true) && stepsBack === 0) return failed('unknown-shape'); // "more" without anything new: the offset is ignored
    offset += Math.max(1, rows.length - OVERLAP);
  }
  return failed('too-large');
}

async function rereadTop({ ask, take }: PagedList): Promise<ClientFailure | undefined> {
  let offset = 0;
  for (let reread = 0; reread < MAX_REREADS; reread += 1) {
    const answer = await ask(offset);
    if (!answer.ok) return answer;
    const isNew = take(answer.value.rows).includes(true);
    if (!isNew && offset === 0) return undefined;
    // What is new may reach into the next page; when it has ended, something may have come to the top meanwhile.
    offset = isNew && answer.value.hasMore ? offset + Math.max(1, answer.value.rows.length - OVERLAP) : 0;
  }
  return undefined;
}
