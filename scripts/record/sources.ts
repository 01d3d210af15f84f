/** Lets plain Node read the extension's own sources: `@/…` is this folder, and endings may be left out. */
import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../../', import.meta.url);

registerHooks({
  resolve(name, context, next) {
    const isOurs =
      name.startsWith('@/') || (name.startsWith('.') && !context.parentURL?.includes('/node_modules/'));
    if (!isOurs) return next(name, context);
    const url = name.startsWith('@/') ? new URL(name.slice(2), ROOT) : new URL(name, context.parentURL);
    const file = `${fileURLToPath(url)}.ts`;
    return next(existsSync(file) ? `${url.href}.ts` : url.href, context);
  },
});
