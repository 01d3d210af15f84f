const REASON: Record<number, string> = {
  429: 'Too many requests',
  500: 'Internal server error',
  502: 'Bad gateway',
  503: 'Service temporarily unavailable',
  504: 'Gateway time-out',
  520: 'Web server is returning an unknown error',
  521: 'Web server is down',
  522: 'Connection timed out',
  523: 'Origin is unreachable',
  524: 'A timeout occurred',
  525: 'SSL handshake failed',
  526: 'Invalid SSL certificate',
  529: 'The service is overloaded',
};

const reasonOf = (status: number): string => REASON[status] ?? 'Unknown error';

const cell = (id: string, name: string, place: string, bad: boolean): string => `
<div id="${id}" class="${bad ? 'cf-error-source ' : ''}cell"><span class="${bad ? 'cf-icon-error' : 'cf-icon-ok'}"></span>
<span class="place">${place}</span><h3>${name}</h3><span class="state" style="color:${bad ? '#bd2426' : '#5a8a1c'}">${bad ? 'Error' : 'Working'}</span></div>`;

const CSS = `body{margin:0;font:15px/1.5 system-ui,sans-serif;color:#404040;background:#fff}#cf-wrapper{max-width:960px;margin:0 auto;padding:32px 24px}
h1{font-weight:300;font-size:40px;margin:0}.code{font-size:15px;color:#999;margin-left:8px}.row{display:flex;margin:32px 0;background:#f4f4f4;text-align:center}
.cell{flex:1;padding:24px 8px}.cell h3{font-weight:400;margin:4px 0;color:#2f7bbf}.cf-error-footer{border-top:1px solid #ddd;font-size:13px;padding-top:12px}`;

/**
 * Cloudflare's gateway error document.
 * Shape: the published markup of Cloudflare's error pages (#cf-wrapper, #cf-error-details, .cf-error-source).
 */
export function cloudflarePage(status: number, ray: string): string {
  const reason = reasonOf(status);
  return `<!DOCTYPE html>
<!--[if lt IE 7]> <html class="no-js ie6 oldie" lang="en-US"> <![endif]-->
<!--[if gt IE 8]><!--> <html class="no-js" lang="en-US"> <!--<![endif]-->
<head><title>claude.ai | ${status}: ${reason}</title><meta charset="UTF-8"><meta http-equiv="X-UA-Compatible" content="IE=Edge">
<meta name="robots" content="noindex, nofollow"><meta name="viewport" content="width=device-width,initial-scale=1"><style>${CSS}</style></head>
<body><div id="cf-wrapper"><div id="cf-error-details">
<header><h1><span class="inline-block">${reason}</span><span class="code">Error code ${status}</span></h1>
<div>Visit <a href="https://www.cloudflare.com/5xx-error-landing">cloudflare.com</a> for more information.</div><div>${new Date().toISOString()}</div></header>
<div class="row">${cell('cf-browser-status', 'Browser', 'You', false)}${cell('cf-cloudflare-status', 'Cloudflare', 'Frankfurt', false)}${cell('cf-host-status', 'Host', 'claude.ai', true)}</div>
<h2>What happened?</h2><p>The web server reported an error: ${reason.toLowerCase()}.</p><h2>What can I do?</h2><p>Please try again in a few minutes.</p>
<div class="cf-error-footer cf-wrapper"><p>Ray ID: <strong>${ray}</strong> &bull; Performance &amp; security by <a href="https://www.cloudflare.com/">Cloudflare</a></p></div>
</div></div></body></html>`;
}

/** Seen: users' copies of the outage page, 2026. */
export function outagePage(): string {
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Claude will return soon</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><style>body{font:17px/1.6 Georgia,serif;background:#f5f4ee;color:#29261b;display:grid;place-items:center;min-height:90vh;margin:0}
main{max-width:520px;padding:24px}code{background:#e6e4da;padding:2px 6px}@media(prefers-color-scheme:dark){body{background:#262624;color:#eee}code{background:#3a3a37}}</style></head>
<body><main><h1>Claude will return soon</h1><p>Claude is currently experiencing a temporary service disruption.</p>
<p>We're working on it, please check back soon.</p><p>Still not working? You can reach out to support with this error code: <code>503</code></p></main></body></html>`;
}

export function challengePage(): string {
  return `<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title><meta charset="UTF-8">
<meta name="robots" content="noindex,nofollow"><meta name="viewport" content="width=device-width,initial-scale=1"><style>body{font:16px/1.5 system-ui,sans-serif;margin:15vh auto;max-width:60rem;padding:0 24px}@media(prefers-color-scheme:dark){body{background:#222;color:#d9d9d9}}</style></head>
<body class="no-js"><div class="main-wrapper" role="main"><div class="main-content"><h1>claude.ai</h1><p>Verify you are human by completing the action below.</p>
<noscript>Enable JavaScript and cookies to continue</noscript><div class="footer">Performance &amp; security by Cloudflare</div></div></div></body></html>`;
}

/** What a hotel's or a train's network answers in claude.ai's stead until one has signed in to it. */
export function portalPage(): string {
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Sign in to the network</title>
<meta name="viewport" content="width=device-width,initial-scale=1"></head>
<body><h1>Welcome to the hotel network</h1><form method="post" action="http://192.0.2.10/login"><label>Room <input name="room"></label>
<label>Last name <input name="name"></label><label><input type="checkbox" name="terms"> I accept the terms</label><button>Connect</button></form></body></html>`;
}

export const nginxPage = (status: number): string =>
  `<html>\r\n<head><title>${status} ${reasonOf(status)}</title></head>\r\n<body>\r\n<center><h1>${status} ${reasonOf(status)}</h1></center>\r\n<hr><center>cloudflare</center>\r\n</body>\r\n</html>\r\n`;
