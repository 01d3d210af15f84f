import { openFailures } from '@/utils/failures/database';
import { createFailureStore, type FailureStore } from '@/utils/failures/store';

/** Rejects when the log can't be opened. */
export type Stores = () => Promise<FailureStore>;

/** The failure log, opened when it is first asked for, and anew after the browser closed it. */
export function failureStores(): Stores {
  let opened: Promise<FailureStore> | undefined;
  const forget = (): void => {
    opened = undefined;
  };
  return async () => {
    opened ??= openFailures().then((database) => {
      database.addEventListener('close', forget);
      return createFailureStore(database);
    });
    try {
      return await opened;
    } catch (error) {
      forget();
      throw error;
    }
  };
}
