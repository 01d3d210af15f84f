import { answer, type Call } from './call.ts';

const FILES: Readonly<Record<string, { type: string; body: string; kept: boolean }>> = {
  '/': {
    type: 'text/html; charset=utf-8',
    body: '<!DOCTYPE html><html lang="en"><title>Example Domain</title><link rel="icon" href="data:,"><h1>Example Domain</h1></html>',
    kept: false,
  },
  '/kept.txt': { type: 'text/plain', body: 'The browser may keep this for a year.', kept: true },
  '/worker.js': {
    type: 'text/javascript',
    body: 'self.addEventListener("message", () => undefined);',
    kept: false,
  },
};

/** A site that has nothing to do with claude.ai: what it keeps in the browser is nobody's business. */
export function otherSite(call: Call): void {
  const file = FILES[call.path] ?? FILES['/'];
  answer(
    call,
    200,
    {
      'content-type': file?.type ?? 'text/html',
      ...(file?.kept ? { 'cache-control': 'public, max-age=31536000, immutable' } : {}),
    },
    file?.body,
  );
}
