/** Runs inside Firefox's own window, sent as text: nothing from outside of its body can be used. */

declare const ChromeUtils: {
  importESModule(url: 'resource://gre/modules/ExtensionPermissions.sys.mjs'): {
    ExtensionPermissions: {
      add(id: string, granted: { permissions: string[]; origins: string[] }): Promise<void>;
    };
  };
};

/** What "Run in Private Windows: Allow" of about:addons notes; heeded from the extension's next start on. */
export async function allowPrivateWindows(id: string): Promise<void> {
  const { ExtensionPermissions } = ChromeUtils.importESModule(
    'resource://gre/modules/ExtensionPermissions.sys.mjs',
  );
  await ExtensionPermissions.add(id, { permissions: ['internal:privateBrowsingAllowed'], origins: [] });
}
