/** The built extension. `npm test` builds before it runs the tests. */
import { existsSync, readFileSync } from 'node:fs';

export const TARGETS = ['chrome-mv3', 'firefox-mv3'] as const;
export type Target = (typeof TARGETS)[number];

export function built(target: Target, path: string): Buffer {
  const file = `.output/${target}/${path}`;
  if (existsSync(file)) return readFileSync(file);
  const command = target === 'chrome-mv3' ? 'npm run build' : 'npm run build:firefox';
  throw new Error(`${file} is not there: this test looks at the built extension. Run "${command}" first.`);
}
