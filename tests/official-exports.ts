/**
 * claude.ai's "Export data", as users get it: 2025 one ZIP, in 2026 with a tree, since mid 2026 a list of downloads
 * and one ZIP for each kind, of which only `conversations-000` holds chats. Content and ids are invented.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { zipSync } from 'fflate';

const ROOT = resolve('tests/fixtures/exports');

/** A layout, or one ZIP of the layout that has several. */
export type ExportLayout =
  | '2025'
  | '2026'
  | `2026-split/${'conversations' | 'design_chats' | 'light_metadata' | 'memories' | 'projects'}-000`;

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : [path];
  });

/** The ZIP that claude.ai would send. */
export function exportZip(layout: ExportLayout): Uint8Array<ArrayBuffer> {
  const folder = join(ROOT, layout);
  const entries = filesIn(folder).map((path) => [relative(folder, path).replaceAll(sep, '/'), bytesOf(path)]);
  return zipSync(Object.fromEntries(entries)) as Uint8Array<ArrayBuffer>;
}

/** One plain file out of it, such as `2025/conversations.json`. */
export const exportFile = (path: string): Uint8Array<ArrayBuffer> => bytesOf(join(ROOT, path));

const bytesOf = (path: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(path));
