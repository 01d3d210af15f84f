import { fileURLToPath } from 'node:url';
import { build } from 'vite';

export interface PageBundle {
  /** Name → bytes and type. */
  files: Map<string, { body: string; type: string }>;
  script: string;
  style: string;
  buildId: string;
}

let cached: Promise<PageBundle> | null = null;

async function bundle(): Promise<PageBundle> {
  const root = fileURLToPath(new URL('./page', import.meta.url));
  const result = await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    mode: 'production',
    build: {
      write: false,
      minify: true,
      modulePreload: false,
      assetsDir: '',
      target: 'es2022',
      rollupOptions: { input: `${root}/app.ts`, output: { format: 'es', entryFileNames: 'index-[hash].js' } },
    },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((one) =>
    'output' in one ? one.output : [],
  );
  const files: PageBundle['files'] = new Map();
  let script = '';
  let style = '';
  for (const output of outputs) {
    const name = output.fileName;
    const css = name.endsWith('.css');
    const body = output.type === 'chunk' ? output.code : String(output.source);
    files.set(name, { body, type: css ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8' });
    if (css) style = name;
    if (output.type === 'chunk' && output.isEntry) script = name;
  }
  return { files, script, style, buildId: script.slice(6, 14) };
}

/** The page's code, built once per process and kept in memory. */
export function pageBundle(): Promise<PageBundle> {
  cached ??= bundle().catch((error: unknown) => {
    cached = null;
    throw error;
  });
  return cached;
}
