import { randomBytes } from 'node:crypto';
import { bulkScript } from './bulk.ts';
import { answer, answerHtml, type Call, cookie, isSignedIn } from './call.ts';
import { applyFault } from './fault-answers.ts';
import { rayId } from './ids.ts';
import type { StageConfig } from './types.ts';

// Seen: routes of the web app, 2026.
const ROUTES =
  /^\/(|new|chat\/[^/]+|chats|recents|project\/[^/]+|projects|code|task|settings(\/.*)?|share\/[^/]+|login|logout|restricted|maintenance)$/;

export const isDocumentPath = (path: string): boolean => ROUTES.test(path);

const policy = (nonce: string): string =>
  [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    "style-src 'self' 'unsafe-inline'",
    "connect-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "frame-ancestors 'self'",
  ].join('; ');

function sessionCookies(call: Call): string[] {
  const { account, config } = call.world;
  if (!config.signedIn) return ['sessionKey=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Lax'];
  return [
    `sessionKey=${account.sessionKey}; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=2592000`,
    'sessionKeyStrict=1; Path=/; HttpOnly; Secure; SameSite=Strict; Max-Age=2592000',
    `lastActiveOrg=${account.chatOrg}; Path=/; Secure; SameSite=Lax; Max-Age=2592000`,
  ];
}

const THROWS = 'index-throws.js';
const BULK = 'bulk.js';
const GONE = 'index-gone.js';

const scriptOf = (state: StageConfig['app'], script: string): string =>
  state === 'throws' ? THROWS : state === 'no-script' ? GONE : script;

async function app(call: Call): Promise<void> {
  const { config } = call.world;
  const page = await call.world.page();
  const nonce = randomBytes(16).toString('base64');
  const build = `${page.buildId}${config.release}`;
  const data = `data-build-id="${build}" data-git-hash="${build}0000" data-build-timestamp="${1795000000 + config.release}" data-version="2026.11.${build}"`;
  const bulk =
    config.bulkKb > 0
      ? `<script type="module" nonce="${nonce}" src="/assets/${config.release}/${BULK}"></script>`
      : '';
  const html = `<!DOCTYPE html>
<html lang="${config.language.replace(/[^\w-]/g, '')}" ${data} data-theme="claude" data-mode="auto">
<head><meta charset="utf-8"><title>Claude</title><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><link rel="stylesheet" href="/assets/${config.release}/${page.style}">
${bulk}<script type="module" nonce="${nonce}" src="/assets/${config.release}/${scriptOf(config.app, page.script)}"></script></head>
<body><div id="root"></div></body></html>`;
  answerHtml(call, html, 200, {
    ...(config.csp ? { 'content-security-policy': policy(nonce) } : {}),
    ...(config.backCache ? { 'cache-control': 'no-cache' } : {}),
    'set-cookie': sessionCookies(call),
    'cf-ray': rayId(),
    server: 'cloudflare',
    'x-frame-options': 'SAMEORIGIN',
  });
}

/** The only worker that the page has: for messages that are pushed. Seen: bundle of 2026-03. */
export const PUSH_WORKER = '/firebase-messaging-sw.js';

export const pushWorker = (call: Call): void =>
  answer(
    call,
    200,
    { 'content-type': SCRIPT, 'cache-control': 'no-cache' },
    "addEventListener('push', () => undefined);",
  );

/** Answers a navigation within claude.ai. */
export async function document(call: Call): Promise<void> {
  if (await applyFault(call, ['document'])) return;
  const { path, url } = call;
  if (path === '/') return redirect(call, '/new');
  if (path === '/logout') {
    const target = url.searchParams.get('returnTo') ?? '/login';
    return redirect(call, target.startsWith('/') ? target : '/login', [
      'sessionKey=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Lax',
    ]);
  }
  // Nobody has a session at the very first visit; the stage signs such a visitor in.
  const allowed = call.world.config.signedIn && (isSignedIn(call) || cookie(call, 'sessionKey') === null);
  if (!allowed && path !== '/login' && path !== '/maintenance') {
    return redirect(call, `/login?returnTo=${encodeURIComponent(path + url.search)}`);
  }
  await app(call);
}

function redirect(call: Call, location: string, cookies: string[] = []): void {
  answer(call, 302, { location, ...(cookies.length > 0 ? { 'set-cookie': cookies } : {}) });
}

/** `/assets/<release>/<name>`; those of another release are gone. */
export async function asset(call: Call): Promise<void> {
  const { config } = call.world;
  const page = await call.world.page();
  const [release, name = ''] = call.path.slice('/assets/'.length).split('/');
  const isFirst = name === page.script || name === page.style;
  const gone = release !== String(config.release) || (config.app === 'no-chunks' && !isFirst);
  const file =
    name === THROWS
      ? BROKEN
      : name === BULK
        ? { body: bulkScript(config.bulkKb), type: SCRIPT }
        : page.files.get(name);
  if (!file || gone) return answer(call, 404, { 'content-type': 'text/plain' }, 'Not found');
  // Only names with a hash of their content may be kept for ever.
  const kept = config.app === 'fine' ? 'public, max-age=31536000, immutable' : 'no-store';
  answer(call, 200, { 'content-type': file.type, 'cache-control': kept }, file.body);
}

const SCRIPT = 'text/javascript; charset=utf-8';

const BROKEN = {
  body: 'const app = undefined; app.start();',
  type: 'text/javascript; charset=utf-8',
};
