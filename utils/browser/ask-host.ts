import { limitedText } from '@/utils/browser/limited-text';
import type { Answer, ProbeRequest } from '@/utils/probes/types';

/** A trace has a few hundred bytes, and a check gives itself away at once. */
const MAX_CHARS = 4_000;

/** Whether, and how, a host answers. Without cookies, without a word of where it comes from. Never rejects. */
export async function askHost({ method, url, how }: ProbeRequest, limitMs: number): Promise<Answer> {
  const began = Date.now();
  const tookMs = (): number => Date.now() - began;
  const signal = AbortSignal.timeout(limitMs);
  try {
    const response = await fetch(url, {
      method,
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      // Whoever sends us elsewhere is not the one who was asked; a request without permission can't look at that.
      ...(how === 'opaque' ? { mode: 'no-cors' } : { redirect: 'manual' }),
      signal,
    });
    if (how === 'opaque') {
      void response.body?.cancel();
      return { kind: 'opaque', tookMs: tookMs() };
    }
    const { status, headers } = response;
    const body = await limitedText(response, MAX_CHARS).catch(() => null);
    return {
      kind: 'readable',
      status,
      body: body?.text ?? '',
      cut: body === null,
      challenged: headers.get('cf-mitigated') === 'challenge',
      cloudflare: headers.has('cf-ray') || headers.get('server') === 'cloudflare',
      tookMs: tookMs(),
    };
  } catch {
    return { kind: 'none', silent: signal.aborted, tookMs: tookMs() };
  }
}
