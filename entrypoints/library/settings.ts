import type { SourceFacts } from '@/components/library/WitnessSettings';
import { setAlarm } from '@/utils/browser/alarms';
import { dropDownloads, hasDownloads, requestDownloads } from '@/utils/browser/downloads';
import { send } from '@/utils/browser/messages';
import { mayNotify } from '@/utils/browser/notifications';
import { dropHost, hasHost, requestHost, requestNotifications } from '@/utils/browser/permissions';
import { ASSISTANTS } from '@/utils/fixes/assistants';
import { createSettings } from '@/utils/library/page/settings';
import { internet } from '@/utils/probes/internet';
import { SCHEDULED_EXPORT } from '@/utils/settings/schedule';
import { SOURCE_PAGES } from '@/utils/status/pages';
import { statusSources } from '@/utils/status/registry';
import type { SourceId, StatusSource } from '@/utils/status/types';
import { lastExport } from '@/utils/storage/backup-items';
import { settings } from '@/utils/storage/settings-items';

const MINUTE_MS = 60_000;

const sources: readonly StatusSource[] = statusSources;
const hostOf = (url: string): string => new URL(url).host;

/** What the view tells of each source; nothing is asked for it. */
const sourceFacts = (): readonly SourceFacts[] =>
  sources.map(({ id, kind, urls, everyMs }) => ({
    id,
    kind,
    hosts: [...new Set((typeof urls === 'function' ? urls(Date.now()) : urls).map(hostOf))],
    page: SOURCE_PAGES[id],
    troubleMin: Math.round(everyMs / MINUTE_MS),
  }));

const internetHosts = (): readonly string[] => internet.requests.map(({ url }) => hostOf(url));

/** What the view tells besides the choices themselves. */
export const settingsFacts = () => ({
  sources: sourceFacts(),
  internetHosts: internetHosts(),
  assistants: ASSISTANTS,
});

const asked = (id: SourceId) => {
  const { permission } = sources.find((source) => source.id === id) ?? {};
  if (permission === undefined) return undefined;
  return {
    has: () => hasHost(permission),
    request: () => requestHost(permission),
    drop: () => dropHost(permission),
  };
};

/** The settings view in a browser. */
export function openSettings(isShown: () => boolean, onChange: () => void) {
  const view = createSettings({
    item: settings,
    hostOf: asked,
    letPrivateGo: () => send('let-go', { what: 'private', name: '' }),
    schedule: {
      last: lastExport.get,
      downloads: { has: hasDownloads, request: requestDownloads, drop: dropDownloads },
      changed: () => setAlarm(SCHEDULED_EXPORT, 0),
    },
    notifications: { has: mayNotify, request: requestNotifications },
    onChange,
  });
  const look = (): void => {
    if (isShown() && document.visibilityState === 'visible') void view.refresh();
  };
  document.addEventListener('visibilitychange', look);
  return { ...view, look };
}
