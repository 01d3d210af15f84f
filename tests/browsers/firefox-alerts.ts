/**
 * Notifications in Firefox without a screen: the service that shows them closes them at once there, so another takes its place. Runs
 * inside Firefox's own window, sent as text: nothing from outside of its body can be used.
 */

interface Alert {
  readonly name: string;
  readonly cookie: string;
}

interface AlertObserver {
  observe(subject: null, topic: 'alertshow' | 'alertclickcallback' | 'alertfinished', cookie: string): void;
}

interface Shown extends Alert {
  readonly observer: AlertObserver;
}

interface ShownAlerts {
  lifelineAlerts?: Shown[];
}

declare const Ci: { nsIComponentRegistrar: unknown };
declare const Components: {
  ID(uuid: string): unknown;
  manager: {
    QueryInterface(iface: unknown): {
      registerFactory(id: unknown, name: string, contract: string, factory: object): void;
    };
  };
};
declare const ChromeUtils: { generateQI(names: string[]): unknown };

export function keepAlerts(): void {
  const page = globalThis as ShownAlerts;
  if (page.lifelineAlerts) return;
  const shown: Shown[] = [];
  page.lifelineAlerts = shown;
  const service = {
    showAlert({ name, cookie }: Alert, observer: AlertObserver): void {
      shown.push({ name, cookie, observer });
      observer.observe(null, 'alertshow', cookie);
    },
    closeAlert: (): void => undefined,
    QueryInterface: ChromeUtils.generateQI(['nsIAlertsService']),
  };
  Components.manager
    .QueryInterface(Ci.nsIComponentRegistrar)
    .registerFactory(
      Components.ID('{5f0c8b1e-3c55-4c0e-9d0b-7a5f6f1f2b11}'),
      'Alerts that stay',
      '@mozilla.org/alerts-service;1',
      {
        createInstance: () => service,
        QueryInterface: ChromeUtils.generateQI(['nsIFactory']),
      },
    );
}

/** Firefox gives them names of its own, in the order in which they came: the latest is the one. */
export function clickAlert(id: string): void {
  const alert = (globalThis as ShownAlerts).lifelineAlerts?.pop();
  if (!alert) throw new Error(`There is no notification, ${id} neither`);
  alert.observer.observe(null, 'alertclickcallback', alert.cookie);
}
