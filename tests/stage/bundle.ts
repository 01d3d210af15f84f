import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

export interface PageBundle {
  /** Path below /assets → bytes and type. */
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
      target: 'es2022',
      rollupOptions: { input: `${root}/app.ts`, output: { format: 'es' } },
    },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((one) =>
    'output' in one ? one.output : [],
  );
  const files: PageBundle['files'] = new Map();
  let script = '';
  let style = '';
  for (const output of outputs) {
    const body = output.type === 'chunk' ? output.code : String(output.source);
    const hash = createHash('sha256').update(body).digest('base64url').slice(0, 8);
    const css = output.fileName.endsWith('.css');
    const name = `index-${hash}.${css ? 'css' : 'js'}`;
    files.set(name, { body, type: css ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8' });
    if (css) style = name;
    else script = name;
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
