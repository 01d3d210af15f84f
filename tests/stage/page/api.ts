import { session } from './flags.ts';
import { toast } from './toasts.ts';

export interface ErrorBody {
  type: string;
  message: string;
  code: string;
}

/** A failed call, with what its body said. */
export class PageError extends Error {
  readonly status: number;
  readonly body: ErrorBody;
  readonly html: boolean;
  constructor(status: number, body: ErrorBody, html: boolean) {
    super(body.message || `HTTP ${status}`);
    this.status = status;
    this.body = body;
    this.html = html;
  }
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

function parse(text: string): ErrorBody {
  try {
    const value = record(JSON.parse(text));
    const error = record(value.error);
    if (value.code !== undefined && value.error === undefined)
      return { type: String(value.code), message: String(value.message ?? ''), code: String(value.code) };
    return {
      type: String(error.type ?? 'api_error'),
      message: String(error.message ?? ''),
      code: String(record(error.details).error_code ?? ''),
    };
  } catch {
    return { type: 'api_error', message: '', code: '' };
  }
}

/** Leaves the page where the answer says so. True = on its way elsewhere. */
function leaves(response: Response, error: PageError): boolean {
  if (response.headers.get('cf-mitigated') === 'challenge') {
    location.assign(`/api/challenge_redirect?to=${encodeURIComponent(location.href)}`);
    return true;
  }
  const ended = error.status === 403 && error.body.code === 'account_session_invalid';
  if (!ended && error.status !== 401) return false;
  const back = encodeURIComponent(location.pathname + location.search);
  const login = `/login?returnTo=${back}`;
  location.assign(ended ? `/logout?returnTo=${encodeURIComponent(login)}` : login);
  return true;
}

export async function failure(response: Response): Promise<PageError> {
  const text = await response.text().catch(() => '');
  const error = new PageError(
    response.status,
    parse(text),
    text.slice(0, 50).toLowerCase().includes('html>') || /^\s*<!doctype html/i.test(text),
  );
  leaves(response, error);
  return error;
}

export function headers(extra: Record<string, string> = {}): Record<string, string> {
  return {
    'anthropic-client-platform': 'web_claude_ai',
    'anthropic-client-version': '1.0.0',
    'x-organization-uuid': session.org,
    ...extra,
  };
}

/** Seen: the site's wording for failed calls, i18n of 2026-05. */
export function toastFor(error: unknown): void {
  if (!(error instanceof PageError) || error.status < 500) return;
  toast(
    error.html
      ? 'We are experiencing technical difficulties. Some functionality may be temporarily unavailable.'
      : "This isn't working right now. You can try again later.",
  );
}

export interface CallOptions {
  method?: string;
  body?: unknown;
  /** No toast when it fails. */
  quiet?: boolean;
}

export async function call(path: string, options: CallOptions = {}): Promise<unknown> {
  const init: RequestInit = {
    method: options.method ?? 'GET',
    credentials: 'include',
    headers: headers(options.body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  if (options.body !== undefined) init.body = JSON.stringify(options.body);
  const response = await fetch(path, init);
  if (!response.ok) {
    const error = await failure(response);
    if (!options.quiet) toastFor(error);
    throw error;
  }
  if (response.status === 204) return null;
  return response.json();
}

export const orgPath = (rest: string): string => `/api/organizations/${session.org}${rest}`;
