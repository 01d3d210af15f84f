import { extensionVersion } from '@/utils/browser/runtime';
import { openFailures } from '@/utils/failures/database';
import { failuresOf } from '@/utils/failures/failures';
import { readFailures } from '@/utils/failures/store';
import type { Failure } from '@/utils/failures/types';
import { browserName, type Environment, systemName } from '@/utils/fixes/environment';
import type { ReportFacts } from '@/utils/fixes/support-report';
import type { TabView } from '@/utils/messaging/tab-view';
import { last } from '@/utils/signals/finality';
import type { Signal } from '@/utils/signals/types';
import { seenBuild } from '@/utils/storage/diagnostic-items';
import { ownIncidents } from '@/utils/storage/incident-items';
import type { Playbooks } from './playbook';

/** What is older has nothing to do with it. */
const SINCE_MS = 24 * 60 * 60_000;
const MOST = 30;

interface Known {
  readonly tabId: number;
  readonly view: TabView;
  readonly signals: readonly Signal[];
  readonly playbooks: Pick<Playbooks, 'of'>;
  readonly now: number;
}

/** Gathers what a report is made from. What can't be read is missing in it, and nothing else. */
export async function reportFacts({ tabId, view, signals, playbooks, now }: Known): Promise<ReportFacts> {
  const [logged, incidents, build, book] = await Promise.all([
    logOf(now).catch(() => []),
    ownIncidents.get().catch(() => []),
    seenBuild.get().catch(() => null),
    playbooks.of(tabId).catch(() => null),
  ]);
  const { verdict, witnesses, probes } = view;
  const environment = environmentOf();
  const failures = newestFirst(logged, failuresOf(signals, tabId, now));
  return {
    ...{ verdict, witnesses, probes, now, failures },
    shown: signals.flatMap((signal) =>
      signal.kind === 'banner' && signal.shown
        ? [{ text: signal.said ?? '', at: signal.at, meaning: signal.meaning }]
        : [],
    ),
    incidents: incidents.toReversed(),
    tried: book?.tried ?? [],
    versions: {
      extension: extensionVersion(),
      browser: browserName(environment),
      system: systemName(environment),
      // What is kept of the build is written some time after the page has loaded.
      buildId: last(signals, 'page-loaded')?.buildId ?? failures[0]?.buildId ?? build?.buildId ?? null,
    },
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

/** This tab's own are there even where nothing may be written, as in a private window. */
function newestFirst(logged: readonly Failure[], own: readonly Failure[]): Failure[] {
  const all = new Map([...logged, ...own].map((one) => [`${one.at} ${one.key}`, one]));
  return [...all.values()].sort((a, b) => b.at - a.at).slice(0, MOST);
}

async function logOf(now: number): Promise<readonly Failure[]> {
  const database = await openFailures();
  try {
    return await readFailures(database, { since: now - SINCE_MS, limit: MOST });
  } finally {
    database.close();
  }
}

function environmentOf(): Environment {
  const { userAgent } = navigator;
  const { userAgentData } = navigator as { userAgentData?: { brands?: Environment['brands'] } };
  return { userAgent, brands: userAgentData?.brands ?? [] };
}
