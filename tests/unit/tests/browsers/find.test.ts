import { afterEach, describe, expect, it, vi } from 'vitest';

/** The module reads the environment when it is loaded. */
async function findWith(variables: Record<string, string>, name: 'chromium' | 'firefox'): Promise<string> {
  for (const [key, value] of Object.entries(variables)) vi.stubEnv(key, value);
  vi.resetModules();
  const { findBrowser } = await import('../../../browsers/find.ts');
  return findBrowser(name);
}

afterEach(() => vi.unstubAllEnvs());

describe('findBrowser', () => {
  it.each(['chromium', 'firefox'] as const)('takes %s from its variable before all else', async (name) => {
    const variable = `LIFELINE_${name.toUpperCase()}`;
    await expect(findWith({ [variable]: process.execPath }, name)).resolves.toBe(process.execPath);
  });

  it('says in one line when the variable names no file', async () => {
    const failing = findWith({ LIFELINE_FIREFOX: '/nowhere/firefox' }, 'firefox');
    await expect(failing).rejects.toThrow(/^LIFELINE_FIREFOX names no file: \/nowhere\/firefox$/);
  });
});
