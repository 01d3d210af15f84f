import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { countAwaits } from './hook.ts';

export interface DrillBuild {
  readonly from: string;
  readonly folder: string;
  /** Granted from the start: nobody can press the browser's own question here. */
  readonly allowed?: readonly string[];
  /** Its background counts what it waits for. */
  readonly counts?: boolean;
}

interface Manifest {
  permissions: string[];
  optional_permissions: string[];
}

/** A copy of the build that ships; returns its folder. */
export async function drillBuild({
  from,
  folder,
  allowed = [],
  counts = false,
}: DrillBuild): Promise<string> {
  const path = join(folder, 'extension');
  await cp(from, path, { recursive: true });
  const file = join(path, 'manifest.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as Manifest;
  const granted = allowed.filter((one) => manifest.optional_permissions.includes(one));
  manifest.permissions.push(...granted);
  manifest.optional_permissions = manifest.optional_permissions.filter((one) => !granted.includes(one));
  await writeFile(file, JSON.stringify(manifest));
  if (!counts) return path;
  const script = join(path, 'background.js');
  const hook = String(countAwaits);
  const lines = hook.split('\n').length;
  await writeFile(script, `(${hook})(${lines});\n${await readFile(script, 'utf8')}`);
  return path;
}
