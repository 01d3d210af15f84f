import { type IDBPDatabase, unwrap, wrap } from 'idb';

/**
 * Whoever waits for a request or for the end of a transaction hears that it failed. The end of one that nobody waits for, as after a
 * read, would be an uncaught error where the browser closes a database under our hands: on a full disk, for a newer version.
 */
export function leaveUnheard<T>(database: IDBPDatabase<T>): IDBPDatabase<T> {
  const own = unwrap(database);
  const begin = own.transaction;
  own.transaction = (...input) => {
    const transaction = begin.apply(own, input);
    wrap(transaction).done.catch(() => undefined);
    return transaction;
  };
  return database;
}
