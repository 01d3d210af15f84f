import { answerJson, type Call, type Headers } from './call.ts';
import { rayId, requestId } from './ids.ts';

// Error types the web app names, and the public API's for the rest.
const TYPE_OF: Record<number, string> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  500: 'api_error',
  504: 'timeout_error',
  529: 'overloaded_error',
};
const MESSAGE_OF: Record<number, string> = {
  401: 'Not authenticated',
  404: 'Not found',
  429: 'This request would exceed your rate limit. Please try again later.',
  500: 'Internal server error',
  502: 'Bad gateway',
  503: 'Service unavailable',
  504: 'Request timed out',
  529: 'Overloaded',
};

// Connect's table of codes for unary calls; 529 has no code of its own.
const CONNECT_CODE: Record<number, string> = {
  400: 'invalid_argument',
  401: 'unauthenticated',
  403: 'permission_denied',
  404: 'not_found',
  409: 'already_exists',
  429: 'resource_exhausted',
  500: 'internal',
  501: 'unimplemented',
  503: 'unavailable',
  504: 'deadline_exceeded',
};

export interface ErrorOptions {
  type?: string;
  message?: string;
  details?: Record<string, unknown>;
  headers?: Headers;
  /** Seen: a session that ended carries `"request_id": null`. */
  noRequestId?: boolean;
}

export const isRpc = (path: string): boolean => path.startsWith('/claudeai-rpc/');

/** The JSON envelope of `/api`, or Connect's own for `/claudeai-rpc`. */
export function apiError(call: Call, status: number, options: ErrorOptions = {}): void {
  const message = options.message ?? MESSAGE_OF[status] ?? 'Error';
  const headers: Headers = { 'cf-ray': rayId(), server: 'cloudflare', ...options.headers };
  if (isRpc(call.path)) {
    answerJson(
      call,
      { code: CONNECT_CODE[status] ?? (status >= 500 ? 'unavailable' : 'invalid_argument'), message },
      status,
      headers,
    );
    return;
  }
  const id = options.noRequestId ? null : requestId();
  const error = {
    type: options.type ?? TYPE_OF[status] ?? 'api_error',
    message,
    ...(options.details ? { details: options.details } : {}),
  };
  answerJson(call, { type: 'error', error, request_id: id }, status, {
    ...(id ? { 'request-id': id } : {}),
    ...headers,
  });
}

export function userFacing(code?: string): Record<string, unknown> {
  return code ? { error_code: code, error_visibility: 'user_facing' } : { error_visibility: 'user_facing' };
}

export const notFound = (call: Call, message = 'Not found'): void =>
  apiError(call, 404, { message, details: userFacing() });

export function limitMessage(resetsAt: number): Record<string, unknown> {
  return {
    type: 'exceeded_limit',
    resetsAt,
    remaining: null,
    perModelLimit: false,
    representativeClaim: 'five_hour',
    overageDisabledReason: 'overage_not_provisioned',
    overageInUse: false,
    windows: {
      '5h': { status: 'exceeded_limit', resets_at: resetsAt, utilization: 1.14, surpassed_threshold: 1 },
      '7d': { status: 'within_limit', resets_at: resetsAt + 400_000, utilization: 0.31 },
    },
  };
}

export function withinLimit(): Record<string, unknown> {
  const windows = {
    '5h': { status: 'within_limit', resets_at: Math.floor(Date.now() / 1000) + 9000, utilization: 0.12 },
  };
  return { ...limitMessage(0), type: 'within_limit', resetsAt: null, perModelLimit: null, windows };
}
