import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { BUILT } from './kit.ts';

interface Allowed {
  readonly permission?: string | readonly string[];
  readonly host?: string;
}

/**
 * No test can press Chromium's own question: this build has been allowed what the shipped one asks for at the click, and a
 * request for what is allowed is granted without a question.
 */
export async function allowedBuild(folder: string, { permission, host }: Allowed): Promise<string> {
  const path = join(folder, 'extension');
  await cp(BUILT, path, { recursive: true });
  const file = join(path, 'manifest.json');
  const manifest = JSON.parse(await readFile(file, 'utf8'));
  const move = (from: string[], to: string[], what: string | undefined): void => {
    if (what === undefined) return;
    expect(to).not.toContain(what);
    expect(from).toContain(what);
    to.push(what);
    from.splice(from.indexOf(what), 1);
  };
  for (const one of [permission ?? []].flat()) move(manifest.optional_permissions, manifest.permissions, one);
  move(manifest.optional_host_permissions, manifest.host_permissions, host);
  await writeFile(file, JSON.stringify(manifest));
  return path;
}
