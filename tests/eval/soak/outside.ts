/** claude.ai's servers and the witnesses, as the background's own requests find them. */
import type { SoakClock } from './clock.ts';
import { type DayPlan, troubleAt } from './plan.ts';

export const ORG = 'b7d1f0a2-33c4-4e58-8a61-0c9e5d7f1a20';
const MINUTE = 60_000;
/** The page is late, at both ends. */
const POSTED_AFTER = 11 * MINUTE;
const CLOSED_AFTER = 25 * MINUTE;
const ANSWERS_IN = 180;

export interface ServerChat {
  readonly id: string;
  readonly protocol: 'legacy' | 'merged';
  readonly messages: {
    readonly key: string;
    readonly sender: 'human' | 'assistant';
    readonly text: string;
    readonly at: number;
  }[];
}

export interface Outside {
  readonly chats: Map<string, ServerChat>;
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  /** Requests of the background by host. */
  readonly asked: Map<string, number>;
}

export function outsideOf(clock: SoakClock, plan: DayPlan, network: object): Outside {
  const chats = new Map<string, ServerChat>();
  const asked = new Map<string, number>();
  const answer = (url: URL): Response => {
    if (url.host === 'status.claude.com') return json(summary(clock, plan));
    if (url.host === 'claude.ai') return ofClaude(url, { clock, plan, chats });
    const complaints = isTold(plan, clock.elapsed(), 4 * MINUTE, 0) ? 14 : 0;
    return json(feedOf(url.host, complaints, clock.now()));
  };
  return {
    chats,
    asked,
    fetch: (address, init) => {
      const url = new URL(address, 'https://claude.ai');
      const name = url.host === 'claude.ai' ? `claude.ai ${url.pathname.split('/')[1]}` : url.host;
      asked.set(name, (asked.get(name) ?? 0) + 1);
      return new Promise((resolve, reject) => {
        const { signal } = init ?? {};
        signal?.addEventListener('abort', () => reject(signal.reason));
        clock.later(network, ANSWERS_IN, () => {
          if (troubleAt(plan, clock.elapsed())?.kind === 'offline') reject(new TypeError('Failed to fetch'));
          else resolve(answer(url));
        });
      });
    },
  };
}

const json = (value: unknown, status = 200): Response => Response.json(value, { status });

/** An hour of down, as others notice it. */
const isTold = ({ stretches }: DayPlan, at: number, late: number, more: number): boolean =>
  stretches.some(({ kind, from, to }) => kind === 'down' && at >= from + late && at < to + more);

const COMPONENTS = {
  rwppv331jlwc: 'claude.ai',
  '0qbwn08sd68x': 'Claude Console (platform.claude.com)',
  k8w3r06qmzrp: 'Claude API (api.anthropic.com)',
  yyzkbfz2thpt: 'Claude Code',
};

function summary(clock: SoakClock, plan: DayPlan): object {
  const isBad = isTold(plan, clock.elapsed(), POSTED_AFTER, CLOSED_AFTER);
  const at = new Date(clock.now()).toISOString();
  const startedAt = new Date(clock.now() - POSTED_AFTER).toISOString();
  const incident = {
    ...{ id: '2vgwtxbl90c4', name: 'Elevated errors across several models on claude.ai', impact: 'critical' },
    ...{
      created_at: startedAt,
      started_at: startedAt,
      updated_at: at,
      resolved_at: null,
      incident_updates: [],
    },
    components: [{ id: 'rwppv331jlwc', status: 'major_outage' }],
  };
  return {
    page: { id: 'tymt9n04zgry', name: 'Claude', url: 'https://status.claude.com', updated_at: at },
    components: Object.entries(COMPONENTS).map(([id, name]) => ({
      ...{ id, name },
      status: isBad && id === 'rwppv331jlwc' ? 'major_outage' : 'operational',
    })),
    incidents: isBad ? [incident] : [],
    scheduled_maintenances: [],
  };
}

const CRIES = ['Claude is down', 'claude.ai not working for anyone else?', 'Claude outage right now'];

function feedOf(host: string, complaints: number, now: number): object {
  const posts = Array.from({ length: 3 + complaints }, (_, index) => ({
    title: index < 3 ? 'What I use Claude for' : (CRIES[index % CRIES.length] ?? ''),
    at: now - (index < 3 ? 5 * 60 + index : index) * MINUTE,
    id: Math.floor(now / MINUTE) - index,
  }));
  const iso = (at: number): string => new Date(at).toISOString();
  if (host === 'hn.algolia.com') {
    const hits = posts.map(({ id, title, at }) => ({
      objectID: `${id}`,
      title,
      created_at_i: Math.floor(at / 1_000),
    }));
    return { hits, nbHits: hits.length };
  }
  if (host === 'api.github.com') {
    const items = posts.map(({ id, title, at }) => ({ number: id, title, created_at: iso(at) }));
    return { total_count: items.length, incomplete_results: false, items };
  }
  return posts.map(({ id, title, at }) => ({
    ...{ id: `${id}`, created_at: iso(at), tags: [{ name: 'claudeai' }] },
    content: `<p>${title} #claudeai</p>`,
  }));
}

interface Claude {
  readonly clock: SoakClock;
  readonly plan: DayPlan;
  readonly chats: Map<string, ServerChat>;
}

const error = (status: number, type: string): Response =>
  json({ type: 'error', error: { type, message: type } }, status);

function ofClaude({ pathname }: URL, { clock, plan, chats }: Claude): Response {
  if (pathname === '/cdn-cgi/trace')
    return new Response(
      'fl=650f12\nh=claude.ai\nip=203.0.113.7\nts=1\ncolo=FRA\nhttp=h3\nloc=DE\ntls=TLSv1.3\nwarp=off\ngateway=off\n',
    );
  const kind = troubleAt(plan, clock.elapsed())?.kind;
  if (kind === 'down') return error(500, 'api_error');
  if (kind === 'session') return error(403, 'account_session_invalid');
  if (pathname === '/api/organizations') return json([{ uuid: ORG, name: 'Own', capabilities: ['chat'] }]);
  const chat = chats.get(pathname.split('/').at(-1) ?? '');
  return chat ? json(treeOf(chat)) : error(404, 'not_found_error');
}

function treeOf({ id, messages }: ServerChat): object {
  const iso = (at: number): string => new Date(at).toISOString();
  const times = { created_at: iso(messages[0]?.at ?? 0), updated_at: iso(messages.at(-1)?.at ?? 0) };
  return {
    ...{ uuid: id, name: `About ${id.slice(-4)}`, model: 'claude-sonnet-4-6', ...times },
    current_leaf_message_uuid: messages.at(-1)?.key ?? null,
    chat_messages: messages.map(({ key, sender, text, at }, index) => ({
      ...{ uuid: key, text: '', sender, index, created_at: iso(at), updated_at: iso(at) },
      ...{ attachments: [], files: [], parent_message_uuid: messages[index - 1]?.key ?? null },
      content: [
        { type: 'text', text, citations: [], start_timestamp: iso(at), stop_timestamp: iso(at), flags: null },
      ],
    })),
  };
}
