import forked from '@/tests/fixtures/conversations/forked.json';
import type { Fetch } from '@/utils/claude/client-answer';

interface Row {
  uuid: string;
  name: string;
  updated_at: string;
  current_leaf_message_uuid: string;
}

export interface Account {
  readonly fetch: Fetch;
  /** ids of the conversations that were asked for, in order. */
  readonly asked: string[];
  rows: Row[];
  /** uuid to name. */
  projects: Record<string, string>;
}

const json = (value: unknown): Response => new Response(JSON.stringify(value));

/** An account of `size` chats; `fault` may answer in the server's place. */
export function account(
  size: number,
  fault: (id: string, nth: number) => Response | undefined = () => undefined,
): Account {
  const rows = Array.from({ length: size }, (_, index) => ({
    uuid: `c${index}`,
    name: 'Untitled',
    updated_at: '2026-10-11T08:00:00Z',
    current_leaf_message_uuid: 'm4',
  }));
  const asked: string[] = [];
  const fetch: Fetch = async (url, init) => {
    init.signal?.throwIfAborted();
    if (url.endsWith('/api/organizations')) return json([{ uuid: 'org', capabilities: ['chat'] }]);
    if (url.includes('/projects')) return projectsAnswer(self, url);
    if (url.includes('_v2'))
      return json({ data: url.includes('archived') ? [] : self.rows, has_more: false });
    const id = /chat_conversations\/(\w+)/.exec(url)?.[1] ?? '';
    asked.push(id);
    const row = self.rows.find((one) => one.uuid === id);
    return fault(id, asked.filter((one) => one === id).length) ?? json({ ...forked, ...row });
  };
  const self: Account = { fetch, asked, rows, projects: {} };
  return self;
}

function projectsAnswer({ projects }: Account, url: string): Response {
  if (url.includes('/projects_v2'))
    return json({ data: Object.entries(projects).map(([uuid, name]) => ({ uuid, name })), has_more: false });
  const [, id = '', rest] = /\/projects\/(\w+)(\/docs)?/.exec(url) ?? [];
  if (rest) return json([{ uuid: 'd1', file_name: 'plan.md', content: `The plan of ${id}` }]);
  return json({ uuid: id, name: projects[id], prompt_template: 'Answer in rhymes.' });
}
