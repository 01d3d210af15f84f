import { createHash } from 'node:crypto';
import { answer, answerHtml, type Call, type Headers } from './call.ts';
import { nginxPage } from './error-pages.ts';
import { applyFault } from './fault-answers.ts';
import { HOSTS } from './hosts.ts';
import { PAGE_ID, summary } from './status-data.ts';
import { pastIncidents } from './status-past.ts';
import type { StatusState } from './types.ts';

const CACHE = 'max-age=0, private, must-revalidate';

/** What a blocked or broken status page looks like. Seen: reports of 2026-04 to 2026-09. True = answered. */
function blocked(call: Call, state: StatusState): boolean {
  switch (state) {
    case 'captcha-405':
      answer(
        call,
        405,
        { 'x-amzn-waf-action': 'captcha', 'content-type': 'text/html; charset=UTF-8', server: 'CloudFront' },
        (call.req.headers.accept ?? '').includes('text/html')
          ? '<!DOCTYPE html><title>Human Verification</title>'
          : '',
      );
      return true;
    case 'forbidden-403':
      answerHtml(call, nginxPage(403), 403, { server: 'CloudFront' });
      return true;
    case 'unavailable-503':
      answerHtml(call, nginxPage(503), 503);
      return true;
    case 'html-200':
      answerHtml(
        call,
        '<!DOCTYPE html><html><head><title>Claude Status</title></head><body>All Systems Operational</body></html>',
      );
      return true;
    case 'destroyed':
      call.entry.end = 'destroyed';
      call.res.socket?.destroy();
      return true;
    default:
      return state === 'hang';
  }
}

function part(path: string, whole: Record<string, unknown>, since: number): unknown {
  const { page, components, incidents, scheduled_maintenances, status } = whole;
  switch (path) {
    case '/api/v2/summary.json':
      return whole;
    case '/api/v2/status.json':
      return { page, status };
    case '/api/v2/components.json':
      return { page, components };
    case '/api/v2/incidents.json':
      return { page, incidents: [...(incidents as unknown[]), ...pastIncidents(PAGE_ID, since)] };
    case '/api/v2/incidents/unresolved.json':
      return { page, incidents };
    case '/api/v2/scheduled-maintenances.json':
      return { page, scheduled_maintenances };
    default:
      return undefined;
  }
}

/** Statuspage behind its CDN: JSON for everybody, a weak ETag, no preflight. */
export async function statusSite(call: Call): Promise<void> {
  if (await applyFault(call, ['status-page'])) return;
  const { config, statusSince } = call.world;
  const state = call.host === HOSTS.statusFallback ? (config.statusFallback ?? config.status) : config.status;
  if (blocked(call, state)) return;
  if (call.method !== 'GET' && call.method !== 'HEAD')
    return answer(call, 404, { 'content-type': 'text/html' }, nginxPage(404));
  if (call.path === '/')
    return answerHtml(
      call,
      '<!DOCTYPE html><html lang="en"><head><title>Claude Status</title></head><body><h1>Claude Status</h1></body></html>',
    );
  const value = part(call.path, summary(state, statusSince), statusSince);
  if (value === undefined) return answer(call, 404, { 'content-type': 'text/html' }, nginxPage(404));
  const body = JSON.stringify(value);
  const etag = `W/"${createHash('sha256').update(body).digest('hex').slice(0, 32)}"`;
  const headers: Headers = {
    etag,
    'cache-control': CACHE,
    'access-control-allow-origin': '*',
    vary: 'Accept, Accept-Encoding',
  };
  if (call.req.headers['if-none-match'] === etag) return answer(call, 304, headers);
  answer(
    call,
    200,
    { ...headers, 'content-type': 'application/json; charset=utf-8' },
    state === 'half-json' ? body.slice(0, body.length / 2) : body,
  );
}
