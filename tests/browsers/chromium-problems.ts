import type { Browser, CDPSession, Target } from 'puppeteer-core';

interface RemoteValue {
  value?: unknown;
  description?: string;
}

interface StackTrace {
  callFrames: { url: string }[];
}

export interface ProblemLists {
  problems: string[];
  pageErrors: string[];
}

/** Sorts errors by whose script they come from: the extension's, or the web page's. */
function makeReporter(lists: ProblemLists, origin: () => string, target: Target) {
  return (text: string, stack: StackTrace | undefined, url = ''): void => {
    const source = stack?.callFrames[0]?.url || url || target.url();
    const ours = origin() !== '' && source.startsWith(origin());
    (ours ? lists.problems : lists.pageErrors).push(`${text} (${source})`);
  };
}

function listen(client: CDPSession, report: ReturnType<typeof makeReporter>): void {
  client.on('Runtime.exceptionThrown', ({ exceptionDetails }) => {
    const { exception, text, stackTrace, url } = exceptionDetails;
    report(`Uncaught ${exception?.description ?? text}`, stackTrace, url);
  });
  client.on('Runtime.consoleAPICalled', ({ type, args, stackTrace }) => {
    if (type !== 'error' && type !== 'assert') return;
    const text = args.map((arg: RemoteValue) => arg.description ?? String(arg.value)).join(' ');
    report(`console.${type}: ${text}`, stackTrace);
  });
  // Blocked by CSP and the like; failed requests are the stage's business.
  client.on('Log.entryAdded', ({ entry }) => {
    if (entry.level === 'error' && entry.source === 'security')
      report(entry.text, entry.stackTrace, entry.url);
  });
}

async function watchTarget(target: Target, lists: ProblemLists, origin: () => string): Promise<void> {
  const report = makeReporter(lists, origin, target);
  if (target.type() === 'service_worker') {
    // A second session on a service worker keeps it from being stopped: listen on Puppeteer's own.
    const worker = await target.worker();
    if (worker) listen(worker.client, report);
  } else if (target.type() === 'page') {
    // Puppeteer's page events leave out isolated worlds, which is where content scripts live.
    const client = await target.createCDPSession();
    listen(client, report);
    // Both replay what was said before.
    await client.send('Runtime.enable');
    await client.send('Log.enable');
  }
}

/** Watches all pages and service workers, those of now and those to come. */
export async function watchProblems(
  browser: Browser,
  lists: ProblemLists,
  origin: () => string,
): Promise<void> {
  // A target may be gone before it is watched.
  const watch = (target: Target): Promise<void> => watchTarget(target, lists, origin).catch(() => undefined);
  browser.on('targetcreated', watch);
  await Promise.all(browser.targets().map(watch));
}
