import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { BrowserName } from './types.ts';

const { env, platform } = process;
const HOME = homedir();
const PROGRAMS = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(
  (folder) => folder !== undefined,
);

interface Where {
  variable: string;
  /** Names to look for on PATH, best first. */
  commands: string[];
  /** Usual places of programs that are not on PATH. */
  places: string[];
  aptPackage: string;
  advice: string;
}

const WHERE: Record<BrowserName, Where> = {
  chromium: {
    variable: 'LIFELINE_CHROMIUM',
    commands: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'],
    places: [
      ...['/Applications', join(HOME, 'Applications')].flatMap((folder) => [
        join(folder, 'Chromium.app/Contents/MacOS/Chromium'),
        join(folder, 'Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing'),
        join(folder, 'Google Chrome.app/Contents/MacOS/Google Chrome'),
      ]),
      ...['Chromium', 'Google\\Chrome'].flatMap((name) =>
        PROGRAMS.map((folder) => join(folder, name, 'Application', 'chrome.exe')),
      ),
    ],
    aptPackage: 'chromium',
    advice: 'install Chromium or Google Chrome (not a snap), or name its executable in LIFELINE_CHROMIUM',
  },
  firefox: {
    variable: 'LIFELINE_FIREFOX',
    commands: ['firefox', 'firefox-esr'],
    places: [
      ...['/Applications', join(HOME, 'Applications')].map((folder) =>
        join(folder, 'Firefox.app/Contents/MacOS/firefox'),
      ),
      ...PROGRAMS.map((folder) => join(folder, 'Mozilla Firefox', 'firefox.exe')),
    ],
    aptPackage: 'firefox-esr',
    advice: 'install Firefox 140 or later (not a snap), or name its executable in LIFELINE_FIREFOX',
  },
};

/** The browser's executable; on Debian as root it is installed when missing. */
export async function findBrowser(name: BrowserName): Promise<string> {
  const named = env[WHERE[name].variable];
  if (named) {
    if (isFile(named)) return named;
    throw new Error(`${WHERE[name].variable} names no file: ${named}`);
  }
  const found = lookFor(name) ?? (canInstall() ? install(name) : undefined);
  if (!found) throw new Error(`No ${name} found: ${WHERE[name].advice}.`);
  return found;
}

function lookFor(name: BrowserName): string | undefined {
  const { commands, places } = WHERE[name];
  const candidates = [
    ...(name === 'chromium' ? playwrightChromium() : []),
    ...commands.flatMap(onPath),
    ...places,
  ];
  return candidates.find((path) => isFile(path) && !isSnap(path));
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}

function onPath(command: string): string[] {
  const file = platform === 'win32' ? `${command}.exe` : command;
  return (env.PATH ?? '').split(delimiter).map((folder) => join(folder, file));
}

/** Playwright's cache. Its Firefox is left out: it is patched and takes no add-ons over WebDriver BiDi. */
function playwrightChromium(): string[] {
  const root = env.PLAYWRIGHT_BROWSERS_PATH ?? playwrightCache();
  if (!existsSync(root)) return [];
  const revision = (folder: string): number => Number(folder.split('-')[1]);
  const folders = readdirSync(root).filter((folder) => /^chromium-\d+$/.test(folder));
  folders.sort((a, b) => revision(b) - revision(a));
  return folders.flatMap((folder) => [
    join(root, folder, 'chrome-linux', 'chrome'),
    join(root, folder, 'chrome-linux64', 'chrome'),
    join(root, folder, 'chrome-win', 'chrome.exe'),
    join(root, folder, 'chrome-win64', 'chrome.exe'),
    ...['chrome-mac', 'chrome-mac-arm64', 'chrome-mac-x64'].flatMap((mac) => [
      join(root, folder, mac, 'Chromium.app/Contents/MacOS/Chromium'),
      join(root, folder, mac, 'Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing'),
    ]),
  ]);
}

function playwrightCache(): string {
  if (platform === 'darwin') return join(HOME, 'Library', 'Caches', 'ms-playwright');
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? HOME, 'ms-playwright');
  return join(env.XDG_CACHE_HOME ?? join(HOME, '.cache'), 'ms-playwright');
}

/** A snap sees neither our profile in the temporary folder nor, often, the extension's folder. */
function isSnap(path: string): boolean {
  const real = realpathSync(path);
  if (real.startsWith('/snap/') || real.endsWith('/snap')) return true;
  // Ubuntu's /usr/bin/firefox is a small script that starts the snap.
  return statSync(real).size < 10_000 && readFileSync(real, 'utf8').includes('/snap/bin/');
}

/** Ubuntu's packages of both browsers are snaps in disguise. */
function canInstall(): boolean {
  if (platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  return !/^ID=ubuntu$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

function install(name: BrowserName): string | undefined {
  const { aptPackage } = WHERE[name];
  console.log(`No ${name} found: installing Debian's package ${aptPackage} …`);
  const options = { stdio: 'ignore', env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  try {
    execFileSync('apt-get', ['update'], options);
    execFileSync('apt-get', ['install', '--yes', '--no-install-recommends', aptPackage], options);
  } catch {
    throw new Error(`No ${name} found, and apt-get could not install ${aptPackage}: ${WHERE[name].advice}.`);
  }
  return lookFor(name);
}
