/**
 * Projects: `prompt_template` of the detail holds the instructions, `docs` every document with its text in `content`. Organisations
 * without projects answer 403 or 404. Whether a changed document touches the project's `updated_at` is unknown.
 * Seen: tests/fixtures/projects/project.json (2026-11). When wrong: projects are missed, or kept without their documents.
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

const ProjectSchema = z.looseObject({
  uuid: z.string(),
  name: z.nullish(z.string()),
  updated_at: z.nullish(z.string()),
});
export type ListedProject = z.infer<typeof ProjectSchema>;

/** None where there are no projects. Both lists are read: the newer has pages, the older may show more, such as archived ones. */
export async function listProjects(
  fetch: Fetch,
  organizationId: string,
  options: ListOptions = {},
): Promise<Outcome<readonly ListedProject[]>> {
  const root = inOrganization(organizationId);
  const known = new Map<string, ListedProject>();
  const take = (rows: readonly unknown[]) =>
    rows.map((value) => {
      const row = ProjectSchema.safeParse(value).data;
      const isNew = row !== undefined && !known.has(row.uuid);
      if (row) known.set(row.uuid, row);
      return isNew;
    });
  const ask = (offset: number) =>
    readPage(fetch, `${root}/projects_v2?limit=${PAGE_SIZE}&offset=${offset}`, options);
  const failure = await readPages({ ask, take });
  if (failure && !isGone(failure)) return failure;
  const old = await asked(options, () => getJson(fetch, `${root}/projects`, options));
  const rows = z.array(z.unknown()).safeParse(old.ok ? old.value.json : undefined);
  if (rows.success) take(rows.data);
  if (!failure || rows.success || isWithout(old)) return { ok: true, value: [...known.values()] };
  return old.ok ? failed('unknown-shape') : old;
}

const isWithout = (answer: Outcome<unknown>): boolean =>
  !answer.ok && (answer.status === 403 || answer.status === 404);
/** There is no such list, or it is another now. */
const isGone = (failure: ClientFailure): boolean =>
  isWithout(failure) || failure.error === 'unknown-shape' || failure.error === 'not-json';

export interface ReadProject {
  readonly name: string;
  readonly updatedAt: string | null;
  /** `{"project":…,"docs":…}`, both exactly as sent. */
  readonly payload: Uint8Array<ArrayBuffer>;
  /** Why its documents are missing; null when they aren't. */
  readonly problem: ClientError | null;
}

export async function readProject(
  fetch: Fetch,
  organizationId: string,
  id: string,
  options: ListOptions = {},
): Promise<Outcome<ReadProject>> {
  const path = `${inOrganization(organizationId)}/projects/${encodeURIComponent(id)}`;
  const persist = options.persist ?? ((ask) => ask());
  const project = await persist(() => getJson(fetch, path, options));
  if (!project.ok) return project;
  const parsed = ProjectSchema.safeParse(project.value.json);
  if (!parsed.success || parsed.data.uuid !== id) return failed('unknown-shape');
  const docs = await persist(() => getJson(fetch, `${path}/docs`, options));
  const { name, updated_at } = parsed.data;
  return {
    ok: true,
    value: {
      name: name ?? '',
      updatedAt: updated_at ?? null,
      payload: await joined([
        '{"project":',
        project.value.raw,
        ',"docs":',
        docs.ok ? docs.value.raw : '[]',
        '}',
      ]),
      problem: docs.ok ? null : docs.error,
    },
  };
}

const joined = async (parts: BlobPart[]): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await new Blob(parts).arrayBuffer());
