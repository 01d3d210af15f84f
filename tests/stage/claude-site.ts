import { challengeRedirect, isSessionPath, organizationApi, sessionApi } from './api-account.ts';
import { conversationApi } from './api-conversations.ts';
import { fileApi, wiggleApi } from './api-files.ts';
import { projectApi } from './api-projects.ts';
import { bardRpc } from './bard-rpc.ts';
import { answer, answerJson, type Call, isSignedIn } from './call.ts';
import { trace } from './cdn-trace.ts';
import { asset, document, isDocumentPath, PUSH_WORKER, pushWorker } from './documents.ts';
import { apiError, isRpc, notFound } from './errors.ts';
import { applyFault, wait } from './fault-answers.ts';

async function organizationPath(call: Call): Promise<void> {
  const match = /^\/api\/organizations\/([^/]+)(\/.*)?$/.exec(call.path);
  const rest = match?.[2] ?? '';
  const organization = match?.[1] ?? '';
  if (/^\/conversations\/[^/]+\/wiggle\//.test(rest)) return wiggleApi(call);
  if (await conversationApi(call, organization, rest)) return;
  if (await projectApi(call, organization, rest)) return;
  if (await applyFault(call, ['api'])) return;
  if (organizationApi(call, rest)) return;
  notFound(call);
}

async function api(call: Call): Promise<void> {
  if (call.path === '/api/event_logging/batch') {
    if (await applyFault(call, ['telemetry'])) return;
    return answerJson(call, { accepted: true });
  }
  if (call.path === '/api/challenge_redirect') return challengeRedirect(call);
  if (isSessionPath(call.path) && (await applyFault(call, ['session', 'api']))) return;
  if (!isSignedIn(call)) return apiError(call, 401);
  if (sessionApi(call)) return;
  if (await fileApi(call)) return;
  if (call.path.startsWith('/api/organizations/')) return organizationPath(call);
  if (await applyFault(call, ['api'])) return;
  notFound(call);
}

/** Everything below https://claude.ai. */
export async function claudeSite(call: Call): Promise<void> {
  const { config } = call.world;
  if (config.latencyMs > 0) await wait(config.latencyMs);
  if (call.path.startsWith('/assets/')) return asset(call);
  if (call.path === PUSH_WORKER) return pushWorker(call);
  if (call.path === '/cdn-cgi/trace') return (await applyFault(call, ['trace'])) ? undefined : trace(call);
  if (isRpc(call.path)) return bardRpc(call);
  if (call.path.startsWith('/api/')) return api(call);
  if (isDocumentPath(call.path) && (call.method === 'GET' || call.method === 'HEAD')) return document(call);
  answer(
    call,
    404,
    { 'content-type': 'text/html; charset=utf-8' },
    '<!DOCTYPE html><title>Not found</title><h1>Not found</h1>',
  );
}
