import { answer, type Call } from './call.ts';

/** What Cloudflare says of the way to it. */
export interface TraceSettings {
  /** Airport code of the data centre. */
  colo: string;
  /** Country of the address, as Cloudflare sees it. */
  loc: string;
  ip: string;
  warp: 'off' | 'on' | 'plus';
  gateway: 'off' | 'on';
}

export const DEFAULT_TRACE: TraceSettings = {
  colo: 'FRA',
  loc: 'DE',
  ip: '192.0.2.1',
  warp: 'off',
  gateway: 'off',
};

/** A line for each fact, on every site behind Cloudflare. Shape: Cloudflare's, which is public. */
function traceLines(call: Call): string {
  const { colo, loc, ip, warp, gateway } = call.world.config.trace;
  const now = (Date.now() / 1000).toFixed(3);
  const client = `ip=${ip}\nts=${now}\nvisit_scheme=https\nuag=${call.entry.headers['user-agent']}`;
  const place = `colo=${colo}\nsliver=none\nhttp=http/1.1\nloc=${loc}\ntls=TLSv1.3\nsni=plaintext`;
  return `fl=468f112\nh=${call.host}\n${client}\n${place}\nwarp=${warp}\ngateway=${gateway}\nrbi=off\nkex=X25519MLKEM768\n`;
}

export function trace(call: Call): void {
  answer(
    call,
    200,
    {
      'content-type': 'text/plain',
      'cache-control': 'no-cache',
      server: 'cloudflare',
      'cf-ray': '9a1c2e3f4a5b6c7d-FRA',
    },
    traceLines(call),
  );
}

/** It stops before the place. */
export function halfTrace(call: Call): void {
  const lines = traceLines(call);
  answer(
    call,
    200,
    { 'content-type': 'text/plain', server: 'cloudflare' },
    lines.slice(0, lines.indexOf('colo=')),
  );
}
