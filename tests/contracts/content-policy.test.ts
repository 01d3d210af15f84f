import { globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contentPolicy, hashOf } from '../../scripts/content-policy';
import { HTML_STYLE } from '../../utils/export/html-style';
import { probes } from '../../utils/probes/registry';
import { INCIDENTS_URL } from '../../utils/status/incident-history';
import { statusSources } from '../../utils/status/registry';
import { built, TARGETS } from './build';
import { codeOf, sources } from './source';

const policyOf = (text: string): Record<string, string[]> =>
  Object.fromEntries(
    text.split('; ').map((line) => {
      const [name = '', ...values] = line.split(' ');
      return [name, values];
    }),
  );

describe.each(TARGETS)('%s', (target) => {
  const manifest = JSON.parse(built(target, 'manifest.json').toString());
  const policy = policyOf(manifest.content_security_policy.extension_pages);
  const pages = globSync(`.output/${target}/*.html`).map((path) => path.replace(/^.*[\\/]/, ''));

  it('runs what was shipped, and nothing else', () => {
    expect(policy).toMatchObject({
      'default-src': ["'none'"],
      'script-src': ["'self'"],
      'worker-src': ["'self'"],
      'object-src': ["'none'"],
      'base-uri': ["'none'"],
      'form-action': ["'none'"],
      'require-trusted-types-for': ["'script'"],
      'trusted-types': ['dompurify', 'lifeline-worker'],
    });
    expect(JSON.stringify(policy)).not.toMatch(/unsafe|\*|data:|http:/);
  });

  it('asks claude.ai, the witnesses and the two hosts of the internet probe', () => {
    const urls = [
      'https://claude.ai/',
      INCIDENTS_URL,
      ...statusSources.flatMap(({ urls }) => (typeof urls === 'function' ? urls(Date.now()) : urls)),
      ...probes.flatMap(({ requests }) => requests.map(({ url }) => url)),
    ];
    expect(new Set(policy['connect-src'])).toEqual(new Set(urls.map((url) => new URL(url).origin)));
  });

  it('nobody frames a page; Firefox’s background, a page itself, frames the one that writes backups', () => {
    expect(policy['frame-ancestors']).toEqual([target === 'firefox-mv3' ? 'moz-extension:' : "'none'"]);
    expect(policy['frame-src']).toEqual(target === 'firefox-mv3' ? ["'self'", 'blob:'] : ['blob:']);
  });

  it('names each style inside a page, and the one of what is printed', () => {
    const inside = pages.flatMap((page) => [
      ...built(target, page)
        .toString()
        .matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g),
    ]);
    const hashes = [`\n${HTML_STYLE}\n`, ...inside.map(([, style = '']) => style)].map(hashOf);
    expect(policy['style-src']).toEqual(["'self'", ...new Set(hashes)]);
  });

  it.each(pages)('%s holds no script, no handler and no style attribute', (page) => {
    const html = built(target, page).toString();
    const [, ...scripts] = html.split('<script');
    for (const script of scripts) expect(script).toMatch(/^[^>]* src="\/[^"]+"><\/script>/);
    expect(html.replace(/<style>[\s\S]*?<\/style>/g, '')).not.toMatch(/\s(on\w+|style)=|<base|javascript:/i);
  });

  it('nobody from outside speaks with it, and nothing of it can be loaded by a site', () => {
    expect(manifest).not.toHaveProperty('web_accessible_resources');
    expect(manifest).not.toHaveProperty('sandbox');
    expect(manifest).not.toHaveProperty('update_url');
    if (target === 'chrome-mv3') expect(manifest.externally_connectable).toEqual({ ids: [] });
  });
});

it('nobody listens to other extensions or to sites', () => {
  const listening = sources.filter((path) => /onMessageExternal|onConnect|onUserScript/.test(codeOf(path)));
  expect(listening).toEqual([]);
});

it('is one text: each rule once', () => {
  const names = contentPolicy('chrome', ['a'])
    .split('; ')
    .map((line) => line.replace(/ .*/, ''));
  expect(names).toEqual([...new Set(names)]);
});
