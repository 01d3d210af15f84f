import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { holds } from './narrator.ts';

interface Manifest {
  files: { path: string; sha256: string; size: number }[];
  problems: { kind: string; title: string }[];
  counts: { conversations: number; messages: number };
}

/** Opens a backup as anybody could, and compares every file with what its manifest says of it. */
export function checkBackup(zip: Uint8Array): Manifest {
  const files = unzipSync(zip);
  const written = files['manifest.json'];
  holds(written, 'the ZIP holds a manifest.json');
  const manifest = JSON.parse(strFromU8(written)) as Manifest;
  const listed = new Set(manifest.files.map(({ path }) => path));
  for (const path of Object.keys(files))
    holds(path === 'manifest.json' || listed.has(path), `the manifest lists ${path}`);
  for (const { path, sha256, size } of manifest.files) {
    const bytes = files[path];
    holds(bytes, `the ZIP holds ${path}`);
    holds(bytes.byteLength === size, `${path} has ${size} bytes`);
    holds(createHash('sha256').update(bytes).digest('hex') === sha256, `${path} has the SHA-256 it should`);
  }
  return manifest;
}
