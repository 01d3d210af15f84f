/**
 * The files of a chat's sandbox: what was uploaded into it and what Claude made there. The path says `conversations`, not
 * `chat_conversations`. The list's `content_type` is text for whatever Claude made; a download's is always the same.
 * `custom_metadata` holds ids of the account and the organisation: it isn't even read.
 * Seen: tests/fixtures/claude/sandbox-list.json (2026-05). When wrong: files that only the sandbox knows are not kept.
 */
import * as z from 'zod/mini';
import { type Fetch, failed, getJson, type Outcome, type ReadOptions } from '@/utils/claude/client-answer';

export interface SandboxFile {
  readonly path: string;
  /** Bytes; null when the list doesn't say. */
  readonly size: number | null;
  /** ISO 8601, as sent. A path that was written again has another one. */
  readonly madeAt: string | null;
  readonly mediaType: string | null;
}

const ListSchema = z.object({ success: z.nullish(z.boolean()), files_metadata: z.array(z.unknown()) });
const FileSchema = z.object({
  path: z.string().check(z.minLength(1), z.maxLength(4096)),
  size: z.nullish(z.number()),
  content_type: z.nullish(z.string()),
  created_at: z.nullish(z.string()),
});

/** One malformed entry doesn't cost the others. */
function parseList(json: unknown): readonly SandboxFile[] | undefined {
  const list = ListSchema.safeParse(json);
  if (!list.success || list.data.success === false) return undefined;
  const files = list.data.files_metadata.flatMap((one) => {
    const parsed = FileSchema.safeParse(one);
    return parsed.success && !parsed.data.path.endsWith('/') ? [parsed.data] : [];
  });
  return files.map(({ path, size, content_type, created_at }) => ({
    path,
    size: size ?? null,
    madeAt: created_at ?? null,
    mediaType: content_type ?? null,
  }));
}

/** A sandbox that isn't there any more answers `not-found`. */
export async function listSandbox(
  fetch: Fetch,
  organizationId: string,
  conversationId: string,
  options?: ReadOptions,
): Promise<Outcome<readonly SandboxFile[]>> {
  const [org, chat] = [organizationId, conversationId].map(encodeURIComponent);
  const path = `/api/organizations/${org}/conversations/${chat}/wiggle/list-files?prefix=`;
  const answer = await getJson(fetch, path, options);
  if (!answer.ok) return answer;
  const files = parseList(answer.value.json);
  return files ? { ok: true, value: files } : failed('unknown-shape');
}
