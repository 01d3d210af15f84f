import type { StageAddress } from './types.ts';

/** Fixed, so that moz-extension:// addresses are known and storage is found again after a restart. */
export const EXTENSION_UUID = '6f1c5c9e-7b1f-4b9c-9a53-1f9a2c1d0e11';

type Prefs = Record<string, string | number | boolean>;

/** What Firefox would ask the network for by itself, beyond what Puppeteer turns off. */
const QUIET: Prefs = {
  'app.normandy.enabled': false,
  'app.update.auto': false,
  'browser.region.update.enabled': false,
  'browser.search.geoSpecificDefaults': false,
  'datareporting.usage.uploadEnabled': false,
  'dom.push.connection.enabled': false,
  'extensions.systemAddon.update.enabled': false,
  'media.gmp-manager.url': '',
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.dns.disablePrefetch': true,
  'network.prefetch-next': false,
  // 5: DNS over HTTPS off by choice.
  'network.trr.mode': 5,
  'toolkit.telemetry.enabled': false,
  'toolkit.telemetry.server': '',
  'toolkit.telemetry.unified': false,
};

function proxyPrefs({ proxyPort }: StageAddress): Prefs {
  return {
    'network.proxy.type': 1,
    'network.proxy.http': '127.0.0.1',
    'network.proxy.http_port': proxyPort,
    'network.proxy.ssl': '127.0.0.1',
    'network.proxy.ssl_port': proxyPort,
    'network.proxy.no_proxies_on': '127.0.0.1,localhost',
  };
}

function downloadPrefs(folder: string): Prefs {
  return {
    'browser.download.dir': folder,
    // 2: the folder above.
    'browser.download.folderList': 2,
    'browser.download.useDownloadDir': true,
    'browser.download.always_ask_before_handling_new_types': false,
    'browser.download.alwaysOpenPanel': false,
  };
}

function extensionPrefs(id: string): Prefs {
  return {
    'extensions.webextensions.uuids': JSON.stringify({ [id]: EXTENSION_UUID }),
    // A temporary add-on is uninstalled when Firefox ends; its data shall stay, as an installed one's does.
    'extensions.webextensions.keepStorageOnUninstall': true,
    'extensions.webextensions.keepUuidOnUninstall': true,
  };
}

export function firefoxPrefs(stage: StageAddress, downloads: string, extensionId: string | null): Prefs {
  return {
    ...QUIET,
    ...proxyPrefs(stage),
    ...downloadPrefs(downloads),
    ...(extensionId === null ? {} : extensionPrefs(extensionId)),
  };
}

export const FIREFOX_ENV = {
  // Release builds heed the remote settings server that Puppeteer sets (none) only with this.
  MOZ_REMOTE_SETTINGS_DEVTOOLS: '1',
};
