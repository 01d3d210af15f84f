import './style.css';
import './menus.css';
import { call } from './api.ts';
import { reloadWhenChunksAreGone } from './chunks.ts';
import { fill, h } from './dom.ts';
import { type Flags, session } from './flags.ts';
import { useHookSet } from './hooks.ts';
import { loginView } from './login.ts';
import { startSaying } from './say.ts';
import { startShell } from './shell.ts';
import { startTelemetry } from './telemetry.ts';
import { dropWorkers } from './workers.ts';

interface Bootstrap {
  account?: {
    full_name?: string;
    memberships?: { organization: { uuid: string; capabilities: string[] } }[];
  };
  statsig?: { values?: Flags };
}

const root = document.querySelector('#root');

function orgOf(value: Bootstrap): string {
  const cookie = /(?:^|;\s*)lastActiveOrg=([^;]+)/.exec(document.cookie)?.[1];
  if (cookie) return cookie;
  return (
    value.account?.memberships?.find((one) => one.organization.capabilities.includes('chat'))?.organization
      .uuid ?? ''
  );
}

/** Seen: the bootstrap call is repeated once after a 5xx, bundle of 2026-03. */
async function bootstrap(): Promise<Bootstrap> {
  const path =
    '/api/bootstrap?statsig_hashing_algorithm=djb2&growthbook_format=sdk&include_system_prompts=false';
  return (await call(path, { quiet: true }).catch(() => call(path))) as Bootstrap;
}

async function start(): Promise<void> {
  if (!root) return;
  if (location.pathname === '/login') return fill(root, loginView());
  try {
    const value = await bootstrap();
    if (value.statsig?.values) session.flags = { ...session.flags, ...value.statsig.values };
    session.org = orgOf(value);
    session.name = value.account?.full_name ?? '';
    useHookSet(session.flags.hook_set);
  } catch {
    document.title = 'Claude';
    return fill(
      root,
      h(
        'main',
        { class: 'boundary' },
        h('h1', {}, 'Something went wrong'),
        h('p', {}, 'There was a problem loading your account data. You can try again or check back later.'),
        h('button', { type: 'button', click: () => location.reload() }, 'Try again'),
      ),
    );
  }
  startTelemetry();
  void dropWorkers();
  startShell(root);
  startSaying(root, session.flags.say);
}

reloadWhenChunksAreGone();
void start();
