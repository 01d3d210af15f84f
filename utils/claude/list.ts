/**
 * The conversations of an organisation. The list that the page reads can leave starred and archived ones out, so that both are
 * asked for by themselves too; the older one, without pages, stands in where the newer can't be read.
 * Seen: tests/fixtures/conversations/list-page.json (2026-10). When wrong: conversations are missed, or taken for deleted.
 */

import * as z from 'zod/mini';
import { asked, inOrganization, type ListOptions } from '@/utils/claude/client';
import {
  type ClientError,
  type ClientFailure,
  type Fetch,
  failed,
  getJson,
  type Outcome,
} from '@/utils/claude/client-answer';
import { PAGE_SIZE, readPage, readPages } from '@/utils/claude/list-pages';

const ListedSchema = z.looseObject({
  uuid: z.string(),
  name: z.nullish(z.string()),
  updated_at: z.nullish(z.string()),
  current_leaf_message_uuid: z.nullish(z.string()),
});
/** One row of the list. (updated_at, current_leaf_message_uuid) changes when the conversation does. */
export type Listed = z.infer<typeof ListedSchema>;

export interface ConversationList {
  readonly rows: readonly Listed[];
  /** Nothing is missing: what isn't here isn't at claude.ai. */
  readonly whole: boolean;
  /** Why it may not be whole; null where it is, or where that is unknown. */
  readonly problem: ClientError | null;
}

const FILTERS = ['', '&starred=true', '&archived=true'];
/** Answers of a list that is no more, or is another now; the rest may pass, or waits for the user. */
const UNREADABLE: readonly ClientError[] = ['not-found', 'unknown-shape', 'not-json', 'http'];

/** Every conversation of an organisation. Fails only when none could be listed. */
export async function listConversations(
  fetch: Fetch,
  organizationId: string,
  options: ListOptions = {},
): Promise<Outcome<ConversationList>> {
  const path = `${inOrganization(organizationId)}/chat_conversations_v2?limit=${PAGE_SIZE}`;
  const seen = createSeen();
  let failure: ClientFailure | undefined;
  for (const filter of FILTERS) {
    const ask = (offset: number) => readPage(fetch, `${path}&offset=${offset}${filter}`, options);
    failure = await readPages({ ask, take: seen.within() });
    if (failure) break;
  }
  if (failure && UNREADABLE.includes(failure.error)) {
    const old = await readOldList(fetch, organizationId, seen, options);
    if (!old) return { ok: true, value: { rows: seen.rows(), whole: false, problem: null } };
    if (!UNREADABLE.includes(old.error)) failure = old;
  }
  if (failure && seen.rows().length === 0) return failure;
  const whole = !failure && seen.malformed() === 0;
  const problem = failure?.error ?? (whole ? null : 'unknown-shape');
  return { ok: true, value: { rows: seen.rows(), whole, problem } };
}

interface Seen {
  readonly rows: () => readonly Listed[];
  readonly malformed: () => number;
  /** Takes the pages of one filter: what another filter has shown counts as new there. */
  readonly within: () => (rows: readonly unknown[]) => readonly boolean[];
}

function createSeen(): Seen {
  const known = new Map<string, Listed>();
  let malformed = 0;
  return {
    rows: () => [...known.values()],
    malformed: () => malformed,
    within: () => {
      const here = new Set<string>();
      return (rows) =>
        rows.map((value) => {
          const row = ListedSchema.safeParse(value).data;
          if (!row) malformed += 1;
          if (!row) return false;
          const isNew = !here.has(row.uuid);
          here.add(row.uuid);
          known.set(row.uuid, row);
          return isNew;
        });
    },
  };
}

async function readOldList(
  fetch: Fetch,
  organizationId: string,
  seen: Seen,
  options: ListOptions,
): Promise<ClientFailure | undefined> {
  const path = `${inOrganization(organizationId)}/chat_conversations`;
  const answer = await asked(options, () => getJson(fetch, path, options));
  if (!answer.ok) return answer;
  const rows = z.array(z.unknown()).safeParse(answer.value.json);
  if (!rows.success) return failed('unknown-shape');
  seen.within()(rows.data);
  return undefined;
}
