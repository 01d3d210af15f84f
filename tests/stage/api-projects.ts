import { answerJson, type Call } from './call.ts';
import { listed } from './chat-list.ts';
import { notFound } from './errors.ts';
import { applyFault } from './fault-answers.ts';
import type { Project } from './projects.ts';

/** A row of the list lacks the instructions; who wants them asks for the project. */
function row(call: Call, { docs, organization: _, prompt_template: _instructions, ...rest }: Project) {
  const { uuid, email } = call.world.account;
  return {
    ...rest,
    creator: { uuid, full_name: 'Some One', email_address: email },
    archiver: null,
    type: null,
    subtype: null,
    permissions: [],
    docs_count: docs.length,
    files_count: 0,
  };
}

function list(call: Call, organization: string, isPaged: boolean): void {
  const { searchParams } = call.url;
  const starred = searchParams.get('starred');
  const all = [...call.world.account.projects.values()]
    .filter((one) => one.organization === organization)
    .filter((one) => starred === null || String(one.is_starred) === starred)
    .sort((a, b) => (a.updated_at < b.updated_at ? 1 : -1));
  const limit = Number(searchParams.get('limit') ?? (isPaged ? 30 : Number.POSITIVE_INFINITY));
  const offset = Number(searchParams.get('offset') ?? 0);
  const rows = all.slice(offset, offset + limit).map((one) => row(call, one));
  answerJson(call, isPaged ? { data: rows, has_more: offset + limit < all.length } : rows);
}

function one(call: Call, project: Project, part: string): void {
  const { docs, prompt_template } = project;
  if (part === '') answerJson(call, { ...row(call, project), prompt_template });
  else if (part === '/docs') answerJson(call, docs);
  else if (part === '/files' || part === '/syncs') answerJson(call, []);
  else if (part === '/kb/stats') {
    const size = docs.reduce((sum, { content }) => sum + content.length, 0);
    answerJson(call, { use_project_knowledge_search: false, knowledge_size: size });
  } else if (part === '/conversations_v2') listed(call, (chat) => chat.project_uuid === project.uuid);
  else notFound(call);
}

/** `/api/organizations/{org}/projects…`. True = answered. */
export async function projectApi(call: Call, organization: string, rest: string): Promise<boolean> {
  const match = /^\/projects(_v2|\/([^/]+)(\/.*)?)?$/.exec(rest);
  if (!match || call.method !== 'GET') return false;
  if (await applyFault(call, ['projects', 'api'])) return true;
  const [, tail, id, part = ''] = match;
  if (id === undefined) list(call, organization, tail === '_v2');
  else {
    const project = call.world.account.projects.get(id);
    if (project?.organization === organization) one(call, project, part);
    else notFound(call, 'Project not found');
  }
  return true;
}
