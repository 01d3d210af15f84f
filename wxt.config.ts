import preact from '@preact/preset-vite';
import type { PluginOption } from 'vite';
import { defineConfig } from 'wxt';
import { contentPolicy } from './scripts/content-policy';
import { HTML_STYLE } from './utils/export/html-style';

/** Firefox: 140 is the first desktop version with the built-in data consent that the key below answers. */
const GECKO = {
  id: 'lifeline@lifeline.example',
  strict_min_version: '140.0',
  data_collection_permissions: { required: ['none'] },
};

/** A script's functions are in strict mode as its modules were: else the page could follow `arguments.callee.caller` into ours. */
const STRICT = { output: { intro: '"use strict";' } };

const isPopup = ({ type }: { readonly type: string }): boolean => type === 'popup';
const isHidden = ({ name }: { readonly name: string }): boolean => name === 'offscreen';

/** Styles that stand inside a page: of what is printed, and what FIRST_PAINT puts there. The policy names each. */
const stylesInside = new Set([`\n${HTML_STYLE}\n`]);

/**
 * Puts the stylesheet into the page: a file more would have to come before anything is seen. And holds the first frame
 * until the script has run: an empty one would only make the one with the verdict wait.
 */
const FIRST_PAINT: PluginOption = {
  name: 'first-paint',
  transformIndexHtml: {
    order: 'post',
    handler: (html, { bundle = {} }) =>
      html
        .replace('<script type="module"', '$& blocking="render"')
        .replace(/<link rel="stylesheet"[^>]* href="\/([^"]+)">/g, (link, path: string) => {
          const file = bundle[path];
          if (file?.type !== 'asset') return link;
          delete bundle[path];
          stylesInside.add(`${file.source}`);
          return `<style>${file.source}</style>`;
        }),
  },
};

/**
 * WXT's frame around a script tells of a crash in development only: in what ships its sentence is said to nobody, and costs each tab
 * of claude.ai what the observer can use.
 */
const QUIET_FRAME: PluginOption = {
  name: 'quiet-frame',
  transform: (code) =>
    code.includes('crashed on startup!') ? code.replace(/logger\.error\(.*\);/g, '') : undefined,
};

export default defineConfig({
  imports: false,
  manifestVersion: 3,
  targetBrowsers: ['chrome', 'firefox'],
  modules: ['@wxt-dev/webextension-polyfill'],
  // The oldest browsers that the manifests let in: nothing is compiled down further than they need.
  vite: ({ mode }) => ({
    plugins: [preact(), ...(mode === 'production' ? [QUIET_FRAME] : [])],
    build: { target: ['chrome120', 'firefox140'], rolldownOptions: STRICT },
  }),
  hooks: {
    // The popup shares no file with the library: one script is there sooner than three.
    'entrypoints:grouped': (_, groups) => {
      const pages = groups.filter(Array.isArray).flat();
      const others = groups.filter((group) => !Array.isArray(group));
      groups.splice(
        0,
        groups.length,
        ...others,
        pages.filter(isPopup),
        pages.filter(isHidden),
        pages.filter((page) => !isPopup(page) && !isHidden(page)),
      );
    },
    // In a tab, in the popup and in a worker that is woken often every kB counts, and the browsers' own objects do: the polyfill is
    // for the library.
    'vite:build:extendConfig': (entrypoints, config) => {
      if (entrypoints.some(isPopup)) config.plugins = [...(config.plugins ?? []), FIRST_PAINT];
      if (
        entrypoints.some((one) => isPopup(one) || one.type === 'unlisted-script' || one.type === 'background')
      )
        config.resolve = {
          ...config.resolve,
          alias: { ...config.resolve?.alias, 'wxt/browser': '@wxt-dev/browser' },
        };
    },
    // The isolated script goes first: it leaves the name of the channel where the page's-world script finds it. It is no
    // content script of WXT's, whose wrapper would be ten times the script.
    'build:manifestGenerated': ({ config: { browser, command } }, manifest) => {
      manifest.content_scripts?.unshift({
        matches: ['https://claude.ai/*'],
        run_at: 'document_start',
        js: ['tab-start.js'],
      });
      // While developing, WXT's own has to let its server in.
      if (command === 'build')
        manifest.content_security_policy = { extension_pages: contentPolicy(browser, [...stylesInside]) };
    },
  },
  manifest: ({ browser }) => ({
    name: '__MSG_extName__',
    description: '__MSG_extDescription__',
    default_locale: 'en',
    permissions: ['storage', 'unlimitedStorage', 'alarms', 'webRequest', 'scripting'],
    host_permissions: ['https://claude.ai/*'],
    // Reddit's feed answers no other site's scripts. Asked for where the user switches it on.
    optional_host_permissions: ['https://www.reddit.com/*'],
    // The last two: backups that are written into the downloads by themselves; Chrome needs a document for it.
    optional_permissions: [
      'browsingData',
      'notifications',
      'downloads',
      ...(browser === 'chrome' ? ['offscreen'] : []),
    ],
    action: { default_title: '__MSG_extName__' },
    // No other extension and no site may connect. Firefox doesn't know the key: there, nobody listens.
    ...(browser === 'chrome' && { minimum_chrome_version: '120', externally_connectable: { ids: [] } }),
    ...(browser === 'firefox' && { browser_specific_settings: { gecko: GECKO } }),
  }),
});
