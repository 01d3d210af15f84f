import 'fake-indexeddb/auto';
import { type LibraryDatabase, openLibrary } from '@/utils/library/database';

/** A library of its own for every test. */
export const freshLibrary = (): Promise<LibraryDatabase> => openLibrary({ name: crypto.randomUUID() });
