import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const ENTRY = 'soak-background';

/** The background as one script that begins when it is run, as the browser's build makes it, but not made small. */
export async function bundledBackground(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    root: ROOT,
    resolve: { alias: { '@': ROOT } },
    define: { 'import.meta.env.FIREFOX': 'false', 'import.meta.env.CHROME': 'true' },
    plugins: [
      {
        name: ENTRY,
        resolveId: (id) => (id === ENTRY ? id : undefined),
        load: (id) =>
          id === ENTRY
            ? "import background from '@/entrypoints/background/index.ts'; background.main();"
            : undefined,
      },
    ],
    build: {
      ...{ write: false, minify: false, target: 'esnext', copyPublicDir: false },
      rolldownOptions: { input: ENTRY, output: { format: 'iife', codeSplitting: false } },
    },
  });
  const [output] = [result].flat() as Rolldown.RolldownOutput[];
  const chunk = output?.output.find((one) => one.type === 'chunk');
  if (chunk?.type !== 'chunk') throw new Error('the background was not bundled');
  return chunk.code;
}
