import { isSessionPath } from './api-account.ts';
import { answer, answerHtml, answerJson, type Call, type Headers } from './call.ts';
import { halfTrace } from './cdn-trace.ts';
import { challengePage, cloudflarePage, outagePage, portalPage } from './error-pages.ts';
import { apiError, isRpc, limitMessage, userFacing } from './errors.ts';
import type { AnswerFault, FaultTarget } from './fault-kinds.ts';
import { HOSTS } from './hosts.ts';
import { rayId } from './ids.ts';

const HUGE_BYTES = 40 * 1024 * 1024;

export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Takes a fault for one of the targets and answers with it. True = the call is answered. */
export async function applyFault(call: Call, targets: readonly FaultTarget[]): Promise<boolean> {
  const taken = call.world.faults.takeAnswer(targets, call.path, undefined, call.host);
  if (!taken) return false;
  call.entry.fault = taken.id;
  return answerWith(call, taken.fault);
}

export async function answerWith(call: Call, fault: AnswerFault): Promise<boolean> {
  if (fault.kind === 'slow') {
    await wait(fault.ms ?? 3000);
    return false;
  }
  if (fault.ms) await wait(fault.ms);
  if (fault.kind === 'cut') {
    // The real answer, as far as it comes.
    call.cut = true;
    return false;
  }
  if (fault.custom) {
    await fault.custom(call);
    return true;
  }
  const headers: Headers = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
  const status = Number(fault.kind.slice(5));
  if (fault.kind.startsWith('json-')) apiError(call, status, { headers });
  else if (fault.kind.startsWith('html-') && fault.kind !== 'html-200') cloudflare(call, status, headers);
  else special(call, fault, headers);
  return true;
}

function cloudflare(call: Call, status: number, headers: Headers): void {
  const ray = rayId();
  answerHtml(call, cloudflarePage(status, ray.slice(0, 16)), status, {
    server: 'cloudflare',
    'cf-ray': ray,
    ...headers,
  });
}

function special(call: Call, fault: AnswerFault, headers: Headers): void {
  switch (fault.kind) {
    case 'outage-page':
      answerHtml(call, outagePage(), 503, { server: 'cloudflare', 'cf-ray': rayId(), ...headers });
      return;
    case 'challenge':
      answerHtml(call, challengePage(), 403, {
        server: 'cloudflare',
        'cf-ray': rayId(),
        'cf-mitigated': 'challenge',
        ...headers,
      });
      return;
    case 'limit': {
      const resetsAt = fault.resetsAt ?? Math.floor(Date.now() / 1000) + 7200;
      apiError(call, 429, { message: JSON.stringify(limitMessage(resetsAt)), headers });
      return;
    }
    case 'masked-401':
    case 'masked-403':
      if (isSessionPath(call.path)) sessionError(call, fault.kind === 'masked-401' ? 401 : 403, headers);
      else apiError(call, 500, { headers });
      return;
    case 'session-ended':
      sessionError(call, 403, headers);
      return;
    case 'session-401':
      sessionError(call, 401, headers);
      return;
    default:
      refusal(call, fault, headers);
  }
}

function sessionError(call: Call, status: 401 | 403, headers: Headers): void {
  if (status === 401) {
    apiError(call, 401, { headers });
    return;
  }
  apiError(call, 403, {
    message: 'Invalid authorization',
    details: userFacing('account_session_invalid'),
    headers,
    noRequestId: true,
  });
}

/** What the server won't do for this request, well as it is. */
function refusal(call: Call, fault: AnswerFault, headers: Headers): void {
  switch (fault.kind) {
    case 'billing':
      apiError(call, 402, {
        type: 'billing_error',
        message: 'Your payment could not be processed.',
        details: userFacing(),
        headers,
      });
      return;
    case 'too-long':
      apiError(call, 413, {
        type: 'invalid_request_error',
        message: 'prompt is too long: 214872 tokens > 200000 maximum',
        headers,
      });
      return;
    case 'read-only':
      apiError(call, 400, {
        message: 'Read-only mode',
        details: { error_code: 'read_only_mode' },
        headers,
      });
      return;
    default:
      broken(call, fault, headers);
  }
}

/** Answers that are none. */
function broken(call: Call, fault: AnswerFault, headers: Headers): void {
  switch (fault.kind) {
    case 'html-200':
      answerHtml(call, portalPage(), 200, headers);
      return;
    case 'portal':
      answerHtml(call, portalPage(), 511, headers);
      return;
    case 'half-json':
      halfJson(call);
      return;
    case 'redirect':
      // Where a captive network or a login wall sends one.
      answer(call, 302, { ...headers, location: `https://${HOSTS.neutral}/?from=${call.host}` });
      return;
    case 'empty-page':
      answerJson(call, { data: [], has_more: true });
      return;
    case 'half-trace':
      halfTrace(call);
      return;
    case 'huge':
      huge(call);
      return;
    case 'destroy':
      call.entry.end = 'destroyed';
      call.res.socket?.destroy();
      return;
    case 'reset':
      call.entry.end = 'destroyed';
      call.world.connections.reset(call.res.socket?.remotePort);
      return;
    default:
      // `hang`: the request stays open until the client or the stage closes it.
      return;
  }
}

/** A complete HTTP answer whose JSON stops in the middle. */
function halfJson(call: Call): void {
  answer(
    call,
    200,
    { 'content-type': isRpc(call.path) ? 'application/proto' : 'application/json' },
    '{"uuid":"11111111-1111-4111-8111-111111111111","name":"Half a conv',
  );
}

function huge(call: Call): void {
  answerJson(call, {
    data: [],
    chat_messages: [],
    page: { id: 'tymt9n04zgry' },
    filler: 'x'.repeat(HUGE_BYTES),
  });
}
