/** The page has no worker of its own, and takes away any other than that of pushed messages. Seen: bundle of 2026-03. */
export async function dropWorkers(): Promise<void> {
  try {
    for (const registration of await navigator.serviceWorker.getRegistrations()) {
      const worker = registration.active ?? registration.waiting ?? registration.installing;
      if (worker && !worker.scriptURL.endsWith('/firebase-messaging-sw.js')) await registration.unregister();
    }
  } catch {
    // A private window may have none.
  }
}
