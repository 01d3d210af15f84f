/** Runs inside Firefox's own window, sent as text: nothing from outside of its body can be used. */

interface Grant {
  permissions: string[];
  origins: string[];
}

declare const ChromeUtils: {
  importESModule(url: 'resource://gre/modules/ExtensionPermissions.sys.mjs'): {
    ExtensionPermissions: Record<
      'add' | 'remove',
      (id: string, what: Grant, heardBy: unknown) => Promise<void>
    >;
  };
};
declare const WebExtensionPolicy: { getByID(id: string): { extension: unknown } | null };

/** What the switch of a site on the extension's page in about:addons does. */
export async function setHostAccess(id: string, origin: string, isAllowed: boolean): Promise<void> {
  const { ExtensionPermissions } = ChromeUtils.importESModule(
    'resource://gre/modules/ExtensionPermissions.sys.mjs',
  );
  const what = { permissions: [], origins: [origin] };
  await ExtensionPermissions[isAllowed ? 'add' : 'remove'](
    id,
    what,
    WebExtensionPolicy.getByID(id)?.extension,
  );
}
